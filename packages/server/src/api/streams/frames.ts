import type { Principal } from '#identity/principal.ts'
import type { RequestEvent } from '#requests/request-event.ts'
import type { RequestCalls } from '../request-calls.ts'
import { attemptView, eventView } from '../routes/request-views.ts'

export type Frame = { seq: number; type: string; at: string } & Readonly<Record<string, unknown>>

/** Makes frames of events. */
export type Frames = (
  requests: Pick<RequestCalls, 'logs'>,
  reader: { principal: Principal; id: string },
  events: AsyncIterable<RequestEvent>,
) => AsyncGenerator<Frame>

/** Every event with the state, current action and progress it led to. */
export const statusFrames: Frames = async function* statusFrames(_requests, _reader, events) {
  for await (const event of events) yield eventView(event)
}

/** Every event; those that ended a try carry the attempt with its input, outcome and log lines. */
export const logFrames: Frames = async function* logFrames(requests, { principal, id }, events) {
  for await (const event of events) {
    const frame = eventView(event)
    const { event: happened } = event
    if (!happened || !('action' in happened) || !('fence' in happened)) {
      yield frame
      continue
    }
    const { action, fence } = happened
    const attempts = await requests.logs(principal, id)
    const attempt = attempts.find((one) => one.action === action && one.fence === fence)
    yield attempt ? { ...frame, attempt: attemptView(attempt) } : frame
  }
}
