import type { Answer } from './context.ts'

/** Characters kept of an answer that is not JSON. */
const longestText = 65_536

/** The body as an output: JSON as what it is, anything else as text of at most 64 KiB, nothing as null. */
export function bodyOf(answer: Answer): unknown {
  const text = answer.text()
  if (text === '') return null
  if (answer.headers.get('content-type')?.includes('json') === true)
    try {
      return answer.json()
    } catch {
      // Said to be JSON but is not: kept as the text it is.
    }
  return text.slice(0, longestText)
}

/** The body read as JSON, whatever it is called; undefined when it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}
