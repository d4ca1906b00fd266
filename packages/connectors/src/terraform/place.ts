import { failedTransport } from '../kit/answers.ts'
import type { ActionContext } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import type { FailureClass, Outcome } from '../kit/outcome.ts'
import { WorkFailure, type WorkFailureKind, type Workplace } from '../kit/process.ts'
import type { Site } from './site.ts'

type Work<T> = (place: Workplace, noteTouch: (site: Site) => void) => Promise<T>

type Words = { code: string; class: FailureClass; retryable: boolean }

const words: Readonly<Record<WorkFailureKind, Words>> = {
  missing: { code: 'terraform.program_missing', class: 'permanent', retryable: false },
  refused: { code: 'terraform.source_refused', class: 'permanent', retryable: false },
  unavailable: { code: 'terraform.source_unavailable', class: 'connection', retryable: true },
  timeout: { code: 'terraform.timeout', class: 'timeout', retryable: true },
  aborted: { code: 'terraform.stopped', class: 'cancelled', retryable: true },
  output_too_large: { code: 'terraform.output_too_large', class: 'permanent', retryable: false },
  killed: { code: 'terraform.killed', class: 'connection', retryable: true },
}

/** Works in a folder that is gone afterwards; what went wrong there becomes an outcome. */
export async function inPlace<T>(context: ActionContext, work: Work<T>): Promise<T | Outcome> {
  let site: Site | undefined
  try {
    const place = await context.process.open('terraform')
    try {
      return await work(place, (made) => {
        site = made
      })
    } finally {
      await place[Symbol.asyncDispose]()
    }
  } catch (error) {
    if (error instanceof Ended) return error.outcome
    if (!(error instanceof WorkFailure)) return failedTransport(error)
    return failedWork(error, site?.touched === true ? 'maybe' : 'no')
  }
}

/** How a workplace failed, as an outcome. */
export function failedWork({ kind, message }: WorkFailure, made: 'no' | 'maybe'): Outcome {
  return { kind: 'failed', ...words[kind], message, made }
}
