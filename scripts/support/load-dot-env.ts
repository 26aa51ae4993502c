import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'

/** Takes settings from `.env`, if there is one; what the environment says goes first. */
export function loadDotEnv(): void {
  if (existsSync('.env')) loadEnvFile('.env')
}
