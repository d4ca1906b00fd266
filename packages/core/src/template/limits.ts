/** What one rendering may use up. The operator may change them; a template never can. */
export type Limits = {
  /** Turns of one `each`. */
  iterations: number
  /** Blocks inside blocks. */
  nesting: number
  /** UTF-8 bytes of the result, and of every text made on the way to it. */
  outputBytes: number
  /** Work in all: parts of the template, turns of loops, and 1 for every 16 characters a function reads. */
  steps: number
}

export const defaultLimits: Limits = {
  iterations: 10_000,
  nesting: 16,
  outputBytes: 1_048_576,
  steps: 1_000_000,
}

/** What the parser takes, whatever the operator says: deeper or longer text is no template. */
export const parseLimits = {
  /** UTF-16 units of a whole template. */
  text: 1_048_576,
  /** UTF-16 units between `{{` and `}}`. */
  expression: 8_192,
  /** Expressions inside expressions, and steps of one path. */
  depth: 64,
  /** Faults that are listed before the parser gives up. */
  faults: 20,
} as const
