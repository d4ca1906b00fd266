import { afterEach, expect, it } from 'vitest'
import { type Leases, openLeases } from '../src/requests/lease.ts'
import type { Db } from '../src/store/db.ts'

const noon = 1_767_268_800_000
const claim = { key: { tenant: 'default', id: 'r1' }, action: 'vm', fence: 1, once: false }

let now = noon
let leases: Leases
afterEach(() => leases.stop())

function open(onLost = (): void => undefined): void {
  now = noon
  // Nothing is renewed in the time of these tests, so no statement is sent.
  leases = openLeases({
    db: {} as Db,
    signal: { subscribe: () => () => undefined },
    now: () => now,
    onLost,
  })
}

it('lets a worker speak to the outside as long as its lease is surely its own', () => {
  open()
  const lease = leases.hold({ ...claim, since: noon })

  now = noon + 9_000

  expect(lease.holds()).toBe(true)
  expect(lease.signal.aborted).toBe(false)
})

it('lets go by itself when it slept through its lease, before anything was heard', () => {
  let lost = 0
  open(() => (lost += 1))
  const lease = leases.hold({ ...claim, since: noon })

  now = noon + 9_001

  expect(lease.holds()).toBe(false)
  expect(lease.signal.reason).toBe('lost')
  expect(lost).toBe(1)
})

it('counts a lease from before its claim was written, not from the answer', () => {
  open()
  now = noon + 60_000

  const lease = leases.hold({ ...claim, since: noon })

  expect(lease.holds()).toBe(false)
})

it('cuts off what must not be called twice only at the very end', () => {
  open()
  const again = leases.hold({ ...claim, since: noon })
  const once = leases.hold({ ...claim, action: 'mail', since: noon, once: true })

  leases.letGo('stopping', 'repeatable')
  const meanwhile = [again.signal.aborted, once.signal.aborted]
  leases.letGo('stopping', 'all')

  expect(meanwhile).toEqual([true, false])
  expect(once.signal.reason).toBe('stopping')
})
