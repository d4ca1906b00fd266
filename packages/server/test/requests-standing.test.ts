import { describe, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { getEffects } from '../src/requests/effects.ts'
import { getLogs, getOutputs, getRequest, getStatus } from '../src/requests/read.ts'
import { standingOf } from '../src/requests/standing.ts'
import { asked, eve, on, openApprovals, refused, say } from './approval-world.ts'
import { ann, bob, dba, olga, person } from './requests-world.ts'

openApprovals()

const aude = person('aude', ['auditor'])

describe('what somebody is to a request', () => {
  it('decides what they may do with it', async () => {
    const { request } = await asked('stages')
    const standing = async (who: typeof ann) => {
      const { relations, rules } = await standingOf(on.requests, who, request)
      const allowed = Object.entries(rules).filter(([, rule]) => rule.allowed)
      return [relations.join(), allowed.map(([name]) => name).join()]
    }

    expect(await standing(ann)).toEqual(['requester', 'read,inputs,control,remove,reveal'])
    expect(await standing(dba)).toEqual(['owner-team', 'read,inputs,control,complete'])
    expect(await standing(olga)).toEqual(['operator', 'read,inputs,control,complete'])
    expect(await standing(aude)).toEqual(['auditor', 'read'])
    expect(await standing(bob)).toEqual(['asked', 'read,inputs'])
  })

  it('lets those who are asked read it, before and after they said something, and nothing more', async () => {
    const ask = await asked('stages')
    await say(bob, ask)

    const view = await getRequest(on.requests, bob, ask.request)

    expect(view).toMatchObject({ fields: { name: expect.any(String) }, mayControl: false })
    await expect(
      cancel(on.requests, { principal: bob, id: ask.request, body: {} }),
    ).rejects.toEqual(refused('request.not_found'))
  })

  it('is nothing for whoever was not asked (A73)', async () => {
    const { request } = await asked('team')

    await expect(getRequest(on.requests, eve, request)).rejects.toEqual(
      refused('request.not_found'),
    )
    await expect(standingOf(on.requests, eve, request)).rejects.toEqual(
      refused('request.not_found'),
    )
    await expect(
      standingOf(on.requests, { ...olga, tenant: 'strangers' }, request),
    ).rejects.toEqual(refused('request.not_found'))
  })
})

describe('an auditor', () => {
  it('sees what happened and who did it, and no value that went in or came out (A73)', async () => {
    const ask = await asked('team')
    await say(dba, ask)
    await on.world.until(ask.request, 'request_completed')
    const mine = await getRequest(on.requests, ann, ask.request)

    const view = await getRequest(on.requests, aude, ask.request)
    const logs = await getLogs(on.requests, aude, ask.request)
    const rest = [
      await getOutputs(on.requests, aude, ask.request),
      (await getStatus(on.requests, aude, ask.request)).actions,
      await getEffects(on.requests, aude, ask.request),
    ]

    expect(mine.fields).not.toEqual({ name: '***' })
    expect(view).toMatchObject({ state: 'completed', fields: { name: '***' } })
    expect(view.requester).toEqual(mine.requester)
    expect(logs.length).toBeGreaterThan(0)
    expect(
      logs.every(({ input, outputs }) => input === '***' && (outputs ?? '***') === '***'),
    ).toBe(true)
    expect(JSON.stringify([view, logs, rest])).not.toContain(`"${String(mine.fields['name'])}"`)
  })
})
