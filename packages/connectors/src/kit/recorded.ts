/** One answer of a remote system, as its published contract gives it. */
export type RecordedAnswer = {
  method: string
  /** Without host and query; `{}` stands for any one segment. */
  path: string
  status: number
  headers?: Readonly<Record<string, string>>
  /** Sent as JSON, a string as it is; left out = empty. */
  body?: unknown
  /** Where the contract says so: the vendor's page or file. */
  source: string
}

/**
 * What the other side would say, for previews that touch nothing. Used in order; the last that fits is given
 * again and again.
 */
export type Recorded = readonly RecordedAnswer[]
