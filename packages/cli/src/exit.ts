/**
 * Exit codes. 0: done. 1: the answer is no (an invalid document, a failed request, a refused order).
 * 2: the question could not be asked (usage, unreadable file, no connection, not signed in).
 */
export const exitCodes = { done: 0, no: 1, unasked: 2 } as const

/** Ends the command with a message for people and an exit code for scripts. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly code: 0 | 1 | 2

  constructor(code: 0 | 1 | 2, message = '') {
    super(message)
    this.code = code
  }
}
