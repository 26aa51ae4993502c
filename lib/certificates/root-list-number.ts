/** Under which a root's revocation list is kept; in its address stands a word in place of a number. */
export const rootListNumber = -1
