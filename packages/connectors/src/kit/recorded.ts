/** One answer of a remote system, as its published contract gives it. */
export type RecordedAnswer = {
  method: string
  /**
   * Without host and query; `{}` stands for any one segment, `{**}` for any number of them. What a site has in
   * front of it (`/jira`, `/api/v3`) need not be told.
   */
  path: string
  status: number
  headers?: Readonly<Record<string, string>>
  /** Sent as JSON, a string or bytes as they are; left out = empty. */
  body?: unknown
  /** Of a program (method `RUN`, path `/program/command`, status = exit code): what it leaves in its folder. */
  files?: Readonly<Record<string, string>>
  /** Where the contract says so: the vendor's page or file. */
  source: string
}

/**
 * What the other side would say, for previews that touch nothing. Used in order; the last that fits is given
 * again and again.
 */
export type Recorded = readonly RecordedAnswer[]

/** The answers to calls that only the config knows: addresses, names and values of an item's own. */
export type RecordedFor<Config> = (config: Config) => Recorded
