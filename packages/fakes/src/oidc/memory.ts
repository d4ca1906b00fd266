import type { Adapter, AdapterPayload } from 'oidc-provider'

type Entry = { payload: AdapterPayload; until: number }

/** Things kept at once of each kind; the oldest goes first. */
const mostKept = 10_000

/** For what has no end of its own: a day. */
const forgottenSeconds = 86_400

/** Keeps what the provider knows of sign-ins until it is over, or the process ends. */
export function openMemory(now: () => number): (kind: string) => Adapter {
  const kinds = new Map<string, Map<string, Entry>>()
  return (kind) => {
    const entries = kinds.get(kind) ?? new Map<string, Entry>()
    kinds.set(kind, entries)
    const find = (fits: (payload: AdapterPayload, id: string) => boolean) =>
      [...entries].find(([id, entry]) => entry.until > now() && fits(entry.payload, id))?.[1]
        .payload
    return {
      async upsert(id, payload, seconds = forgottenSeconds) {
        const oldest = entries.keys().next()
        if (entries.size >= mostKept && !oldest.done) entries.delete(oldest.value)
        entries.set(id, { payload, until: now() + seconds * 1000 })
      },
      find: async (id) => find((_payload, known) => known === id),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      async consume(id) {
        const entry = entries.get(id)
        if (entry) entry.payload = { ...entry.payload, consumed: Math.floor(now() / 1000) }
      },
      async destroy(id) {
        entries.delete(id)
      },
      async revokeByGrantId(grant) {
        for (const each of kinds.values())
          for (const [id, { payload }] of each) if (payload.grantId === grant) each.delete(id)
      },
    }
  }
}
