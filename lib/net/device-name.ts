import { describeUserAgent } from './describe-user-agent'

/** A user agent as a person would name it: `Chrome, Windows`. What it isn't known by stays as it was sent, cut short. */
export function deviceName(userAgent: string): string {
  const { browser, system } = describeUserAgent(userAgent)
  return [browser, system].filter(Boolean).join(', ') || userAgent.slice(0, 60)
}
