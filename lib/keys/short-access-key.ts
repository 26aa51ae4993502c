/** `sgk_7Qm4…k2Xa`: enough to recognise an access key in a list. */
export function shortAccessKey(accessKey: string): string {
  return `${accessKey.slice(0, 8)}…${accessKey.slice(-4)}`
}
