import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'
import product from '../../next.config'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The product's own settings, for an application that lies inside its repository. */
const config: NextConfig = { ...product, turbopack: { root } }

export default config
