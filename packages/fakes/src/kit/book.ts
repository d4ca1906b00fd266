import type { Contract } from './contract.ts'
import type { Call, Reply } from './server.ts'
import { isMisbehaviour } from './switches.ts'

/** A call that the stand-in's contract does not take, or an answer of its own that breaks it (599). */
export type Complaint = { at: string; method: string; path: string; status: number; detail: string }

/** What a stand-in saw: what was really made (`GET /_fake/effects`), and what was called wrongly (`/_fake/complaints`). */
export type Book = {
  complaints(): readonly Complaint[]
  complain(call: Pick<Call, 'method' | 'path'>, status: number, detail: unknown): void
  /** Answers what is asked about the book itself, else acts, and notes what was wrong with the call. */
  served(call: Call, act: () => Reply | Promise<Reply>): Promise<Reply>
  /** The same contract; what it refuses is noted. */
  watched(contract: Contract): Contract
}

/** Most complaints kept; the oldest go first. */
const mostComplaints = 1_000
const longestDetail = 1_000

/** Statuses by which a stand-in without a document says that a call is not as it should be. */
const refusals: ReadonlySet<number> = new Set([400, 405, 413, 415, 422])

/**
 * `unwritten`: a call that no document of the vendor covers here, so that the stand-in's own refusal is the
 * complaint; left out = every call is covered.
 */
export function openBook(
  effects: () => readonly unknown[],
  unwritten: (call: Call) => boolean = () => false,
): Book {
  const complaints: Complaint[] = []
  const complain: Book['complain'] = ({ method, path }, status, detail) => {
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail ?? '')
    const at = new Date().toISOString()
    complaints.push({ at, method, path, status, detail: text.slice(0, longestDetail) })
    if (complaints.length > mostComplaints) complaints.shift()
  }
  const shown = ({ path, method }: Call): Reply | undefined => {
    if (path === '/_fake/effects') return { status: 200, body: effects() }
    if (path !== '/_fake/complaints') return undefined
    if (method === 'DELETE') complaints.length = 0
    return { status: 200, body: complaints }
  }
  return {
    complaints: () => complaints,
    complain,
    async served(call, act) {
      const asked = shown(call)
      if (asked) return asked
      const reply = await act()
      if (unwritten(call) && refusals.has(reply.status) && !isMisbehaviour(reply))
        complain(call, reply.status, reply.body)
      return reply
    },
    watched: (contract) => ({
      refusal(call, body) {
        const refusal = contract.refusal(call, body)
        if (refusal) complain(call, refusal.status, refusal.detail.join('; '))
        return refusal
      },
      checked(call, reply) {
        const checked = contract.checked(call, reply)
        if (checked.status === 599) complain(call, 599, checked.body)
        return checked
      },
    }),
  }
}
