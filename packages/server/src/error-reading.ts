import { createHash } from 'node:crypto'

export type Frame = { in: string; file: string; line: number; column: number; isOurs: boolean }

/** An unexpected error as it may be kept and shown: nothing of it is a secret. */
export type SeenError = {
  /** The same for the same fault: 16 hex digits over class, place and wording, not over numbers and names in it. */
  fingerprint: string
  name: string
  message: string
  /** What was being done, as the log says. */
  said: string
  /** Innermost first. */
  frames: readonly Frame[]
  correlationId?: string
  request?: string
}

const mostFrames = 30
const framesThatCount = 5
const longestMessage = 1_000

/** Reads what was thrown. `values` are known secrets; what looks like one is hidden too. */
export function readError(
  error: Error,
  { said, facts, values }: { said: string; facts: Facts; values: readonly string[] },
): SeenError {
  const { name } = error
  const message = storable(withoutSecrets(error.message, values)).slice(0, longestMessage)
  const frames = framesOf(error.stack ?? '')
  const ours = frames.filter(({ isOurs }) => isOurs)
  const places = (ours.length > 0 ? ours : frames)
    .slice(0, framesThatCount)
    .map((frame) => `${frame.in} ${frame.file}`)
  const correlationId = facts['correlation_id']
  const request = facts['request']
  return {
    fingerprint: createHash('sha256')
      .update(JSON.stringify([name, said, places, wordingOf(message)]))
      .digest('hex')
      .slice(0, 16),
    name,
    message,
    said,
    frames,
    ...(typeof correlationId === 'string' && { correlationId }),
    ...(typeof request === 'string' && { request }),
  }
}

export type Facts = Readonly<Record<string, unknown>>

const stackLine = /^\s+at (?:async )?(?:(.*?) \()?((?:file:\/\/|node:|\/).*?):(\d+):(\d+)\)?$/

function framesOf(stack: string): Frame[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const [, name = '(none)', path, row, column] = stackLine.exec(line) ?? []
      if (path === undefined) return []
      const isOurs = !path.startsWith('node:') && !path.includes('/node_modules/')
      return [
        { in: name, file: shortened(path), line: Number(row), column: Number(column), isOurs },
      ]
    })
    .slice(0, mostFrames)
}

/** Where it is installed is nobody's business, and differs between machines. */
function shortened(path: string): string {
  return path
    .replace(/^file:\/\//, '')
    .replace(/^.*\/node_modules\//, '')
    .replace(/^.*\/packages\//, '')
}

/** What differs each time is taken out, so that the same fault has the same words. */
function wordingOf(message: string): string {
  return message
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi, '…')
    .replaceAll(/\b(?:0x)?[0-9a-f]*\d[0-9a-f]*\b/gi, '…')
    .replaceAll(/\s+/g, ' ')
}

const shapes: readonly [RegExp, string][] = [
  [/:\/\/[^\s/@]*@/g, '://***@'],
  [/\b(bearer|basic)\s+[^\s,;"']+/gi, '$1 ***'],
  [
    /\b([\w-]*(?:password|passwd|secret|token|api[_-]?key|authorization|cookie)[\w-]*["']?\s*[:=]\s*["']?)[^\s,;"'&}]+/gi,
    '$1***',
  ],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***'],
  [/[A-Za-z0-9+/_=-]{40,}/g, '***'],
]

/** A text without the values of known secrets and without what looks like one. */
function withoutSecrets(text: string, values: readonly string[]): string {
  let hidden = text
  for (const value of values) hidden = hidden.replaceAll(value, '***')
  for (const [shape, stars] of shapes) hidden = hidden.replaceAll(shape, stars)
  return hidden
}

/** What jsonb and text columns keep: no NUL, no half of a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd')
}
