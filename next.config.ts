import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@node-rs/argon2',
    'pino',
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pkcs11js',
  ],
  // For the import of customers; portal/guard-requests.ts lets through less for everything else.
  experimental: { serverActions: { bodySizeLimit: 6_000_000 } },
  devIndicators: false,
}

export default config
