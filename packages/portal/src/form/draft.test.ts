import { describe, expect, it } from 'vitest'
import type { FormSchema } from '../api/shapes.ts'
import { dropDraft, readDraft, saveDraft } from './draft.ts'

const noon = Date.parse('2026-01-31T12:00:00Z')
const schema: FormSchema = {
  properties: {
    name: { type: 'string' },
    secret: { type: 'string', writeOnly: true },
    plan: { type: 'object', 'x-pao-type': 'file' },
  },
}
const place = { person: 'dana', item: 'queue', schema }

function emptyStore() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('a draft of an order', () => {
  it('comes back as it was, without secrets and files', () => {
    const store = emptyStore()
    const answers = { name: 'orders', secret: 'canary', plan: { content: 'canary' } }

    saveDraft(store, place, { answers, around: { reason: 'why' }, at: noon })

    expect(readDraft(store, place, noon)).toEqual({
      answers: { name: 'orders' },
      around: { reason: 'why' },
      at: noon,
    })
    expect(JSON.stringify([...store.kept])).not.toContain('canary')
  })

  it('is nobody else’s, and is forgotten when it is dropped or two weeks old', () => {
    const store = emptyStore()
    saveDraft(store, place, { answers: { name: 'orders' }, around: {}, at: noon })

    const other = readDraft(store, { ...place, person: 'omar' }, noon)
    const old = readDraft(store, place, noon + 15 * 86_400_000)
    dropDraft(store, 'dana', 'queue')

    expect([other, old, readDraft(store, place, noon)]).toEqual([undefined, undefined, undefined])
  })

  it('does not hinder anybody when the store is full or holds rubbish', () => {
    const full = {
      ...emptyStore(),
      setItem: () => {
        throw new Error('quota')
      },
    }
    const rubbish = { ...emptyStore(), getItem: () => '{' }

    saveDraft(full, place, { answers: {}, around: {}, at: noon })

    expect(readDraft(rubbish, place, noon)).toBeUndefined()
  })
})
