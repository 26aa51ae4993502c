/** Stands between facts in one line of text. It stays with the fact before it: none of it begins a line. */
export const separator = '\u00a0· '
