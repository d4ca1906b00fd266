import { bad, good, type Parsed, type Setting } from './setting-kinds.ts'

function dsn(given: string): Parsed<string> {
  const shape = /^https?:\/\/[^\s/@:]+@[^\s/@]+(?:\/[^\s/?#]+)*\/[^\s/?#]+$/
  return shape.test(given) && URL.canParse(given)
    ? good(given)
    : bad('must be a DSN as in https://key@errors.example.com/42')
}

/** Settings of error tracking; part of the table in config.ts. */
export const errorSettings = {
  PAO_ERRORS_DSN: {
    sentence:
      'Where unexpected errors are sent besides being kept: the DSN of Sentry, or of what speaks its protocol; see error-tracking.md.',
    fallback: undefined,
    secret: true,
    parse: dsn,
  },
} as const satisfies Record<string, Setting<unknown>>
