import { randomEnv } from './random-env'

/** Every setting that production wants, with addresses at which nobody answers, and files that are not there. */
export function productionEnv(databaseUrl: string): Record<string, string> {
  return {
    ...randomEnv(),
    SIGNET_MODE: 'production',
    DATABASE_URL: databaseUrl,
    SIGNET_ORIGIN: 'https://keys.example',
    PKI_URL: 'http://pki.example',
    GATEWAY_ORIGIN: 'https://api.example',
    TRUSTED_PROXY_HOPS: '1',
    GATEWAY_TLS_CERT: '/nonexistent/gateway.pem',
    GATEWAY_TLS_KEY: '/nonexistent/gateway.key.pem',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'Signet <no-reply@keys.example>',
    SMS_WEBHOOK_URL: 'https://sms.example/send',
    SMS_WEBHOOK_SECRET: 'a-long-enough-webhook-secret',
  }
}
