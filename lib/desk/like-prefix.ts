/** The LIKE pattern of what begins so; LIKE's own signs are found as themselves. */
export function likePrefix(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`
}
