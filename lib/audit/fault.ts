/** `seal` is the link at fault, where one can be named. */
export type Fault = { kind: FaultKind; seal?: string; events?: { first: string; last: string } | undefined }

type FaultKind =
  /** A link is not what was made under the key. */
  | 'link_altered'
  /** Links are missing between the one named and the one before it. */
  | 'links_missing'
  /** The events of a link are not those it was made over: altered, removed, added, or in another order. */
  | 'events_altered'
  /** An event says it belongs to a link that is not there. */
  | 'link_unknown'
  /** The head file knows a link that the chain no longer has, or has otherwise: the tail was cut. */
  | 'tail_cut'
  /** There are links, and no head file to hold them against. */
  | 'head_file_missing'
