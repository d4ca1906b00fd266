import { isAmbiguous } from '@pao/core/engine'
import { failedTransport } from './answers.ts'
import { type ActionContext, type HttpCall, TransportFailure } from './context.ts'
import { remembersLike } from './memory.ts'
import { type Outcome, withMade } from './outcome.ts'

/** By their method they change nothing (RFC 9110 section 9.2.1). */
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** How many calls went through the door, and the first that may have changed something; 0 = none did. */
type Sent = { count: number; changedAt: number }

/**
 * Carries an `execute` out and knows what it sent: once a call has changed something, or may have, a failure of a later
 * call does not mean that nothing was made, whatever that call's own end says. Of its last call the connector knows
 * more than we do, so there its own word counts.
 */
export async function knowingWhatWasSent<C extends ActionContext>(
  context: C,
  { repeats, work }: { repeats: boolean; work: (context: C) => Promise<Outcome> },
): Promise<Outcome> {
  const sent: Sent = { count: 0, changedAt: 0 }
  const isLater = () => sent.changedAt > 0 && sent.changedAt < sent.count
  try {
    const outcome = await work({ ...context, http: noted(context.http, sent) })
    return isLater() ? doubted(outcome, repeats) : outcome
  } catch (error) {
    if (!isLater()) throw error
    return doubted(failedTransport(error), repeats)
  }
}

function noted(door: ActionContext['http'], sent: Sent): ActionContext['http'] {
  const http: ActionContext['http'] = {
    async send(call) {
      sent.count += 1
      const at = sent.count
      const note = (): void => {
        if (sent.changedAt === 0 && changesSomething(call)) sent.changedAt = at
      }
      try {
        const answer = await door.send(call)
        if (answer.status < 400 || answer.status >= 500) note()
        return answer
      } catch (error) {
        if (error instanceof TransportFailure && error.sent && error.kind !== 'invalid_request')
          note()
        throw error
      }
    },
  }
  remembersLike(http, door)
  return http
}

/** Whether a call may change something on the other side: by its method, unless it says so of itself. */
export function changesSomething({
  method,
  changes: does = !reading.has(method.toUpperCase()),
}: HttpCall): boolean {
  return does
}

/** Being kept back costs no try, as if nothing had been tried: only where trying again is harmless. */
function doubted(outcome: Outcome, repeats: boolean): Outcome {
  if (outcome.kind !== 'failed' || isAmbiguous(outcome)) return outcome
  if (outcome.class !== 'held') return withMade(outcome, 'maybe')
  if (repeats) return outcome
  const { target: _, ...rest } = outcome
  return { ...rest, class: 'connection', made: 'maybe' }
}
