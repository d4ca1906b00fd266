import { describe, expect, it, vi } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import { getLogs, getOutputs, getRequest, getStatus } from '../src/requests/read.ts'
import { standingOf } from '../src/requests/standing.ts'
import { asked, on, openApprovals, say, sent } from './approval-world.ts'
import { ann, bob, dba, olga, person } from './requests-world.ts'

openApprovals()

const aude = person('aude', ['auditor'])

/** A restricted request that has ended: ordered by ann, agreed to by bob. */
async function ended(): Promise<string> {
  const ask = await asked('closed')
  await say(bob, ask)
  await on.world.until(ask.request, 'request_completed')
  return ask.request
}

/** Everything somebody reads of a request that could hold values. */
async function readBy(who: Principal, id: string): Promise<string> {
  const { requests } = on
  return JSON.stringify([
    await getRequest(requests, who, id),
    await getStatus(requests, who, id),
    await getLogs(requests, who, id),
    await getOutputs(requests, who, id),
  ])
}

async function mailAbout(request: string, has: string) {
  return vi.waitFor(
    () => {
      const found = sent.mails.find(({ text }) => text.includes(request) && text.includes(has))
      if (!found) throw new Error('no mail yet')
      return found
    },
    { timeout: 10_000 },
  )
}

describe('restricted data', () => {
  it('shows its values to who ordered it, and who does the work, and to nobody who oversees', async () => {
    const id = await ended()

    for (const who of [ann, dba]) expect(await readBy(who, id)).toContain('rack-7')
    for (const who of [olga, aude]) {
      const read = await readBy(who, id)
      expect(read).toContain('"state":"completed"')
      expect(read).not.toMatch(/rack-7|orders/)
    }
  })

  it('shows the answers to who is asked to agree', async () => {
    const { id, request } = await asked('closed')

    const asksBob = await getApproval(on.requests, bob, id)
    const seenBy = (who: Principal) => getApproval(on.requests, who, id)

    expect((await getRequest(on.requests, bob, request)).fields).toEqual({ name: 'orders' })
    expect(asksBob).toMatchObject({
      title: 'Give orders access',
      summary: 'For orders',
      bound: { fields: { name: 'orders' } },
    })
    for (const who of [olga, aude])
      expect(await seenBy(who)).toMatchObject({
        title: 'agree',
        summary: '***',
        bound: { fields: { name: '***' } },
        digest: asksBob.digest,
      })
  })

  it('says so where one asks who may do what', async () => {
    const id = await ended()

    const { rules } = await standingOf(on.requests, olga, id)

    expect(rules.inputs).toEqual({
      allowed: false,
      enough: ['requester', 'owner-team', 'asked'],
    })
    expect(rules.control.allowed).toBe(true)
  })

  it('goes to people without answers and outputs, at the address that the answers give', async () => {
    const id = await ended()

    const mail = await mailAbout(id, 'Item closed: ***')

    expect(mail.to).toEqual(['orders@example.com'])
    expect(mail.subject).toBe('*** is made')
    expect(mail.text).toContain('Item closed: *** at ***')
    expect(mail.text).not.toMatch(/orders|rack-7/)
  })

  it('is asked about without a word of what was answered', async () => {
    const { request } = await asked('closed')

    const mail = await mailAbout(request, 'Look and decide')

    expect(mail.subject).toBe('Item closed asks for your approval')
    expect(mail.text).not.toContain('orders')
  })
})
