import { expect, it } from 'vitest'
import { changeOutside, faultsOf, order, type Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 90_000 }

/** Whether what was made is still as ordered, and the states Terraform keeps. In the same browser. */
export function driftStories(stage: () => Stage): void {
  const button = (name: string) => stage().page.getByRole('button', { name, exact: true })

  it('finds what was changed outside, tells it, and takes it as right', story, async () => {
    const { page, url, said } = stage()
    const id = await order(page, 'messaging-queue-standard', { queue_name: 'drift-events' })
    await changeOutside(stage(), id, { max_length: 77 })
    await page.goto(`${url}/resources/${id}`)

    await button('Look again').click(shown)
    await page.locator('[data-drift-panel] [data-drift=drifted]').waitFor(shown)

    await page.getByRole('row', { name: 'max_length 10000 77' }).waitFor(shown)
    expect(await faultsOf(page, 'drift')).toEqual([])
    await page.goto(`${url}/resources?drift=drifted`)
    await page.getByRole('link', { name: 'drift-events' }).click(shown)
    await button('Accept what was found').click(shown)
    await page.getByLabel('Why it is right').fill('Made smaller by the on-call')
    expect(await faultsOf(page, 'accept')).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Accept what was found' }).click()
    await page.locator('[data-drift-panel] [data-drift=in_sync]').waitFor(shown)
    await page.getByText('Accepted as it is (1)').waitFor()
    expect(said).toEqual([])
  })

  it('says what follows from freeing the lock of a Terraform state', story, async () => {
    const { page, url, said } = stage()
    const request = '0198c0de-0000-7000-8000-000000000001'
    const lock = {
      id: '7c3f1c5e',
      since: new Date().toISOString(),
      by: `${request}/apply/1`,
      operation: 'OperationTypeApply',
      who: 'root@worker-1',
    }
    const state = { name: 'orders-dev.3f2a', version: 3, resources: 2, bytes: 4_210 }
    const items = [{ ...state, made_by: request, updated_at: lock.since, lock }]
    await page.route('**/api/v1/terraform/states', (route) => route.fulfill({ json: { items } }))
    await page.goto(`${url}/operate?tab=terraform`)

    await page.getByText('held by root@worker-1').waitFor(shown)
    expect(await faultsOf(page, 'states')).toEqual([])
    await button('Free the lock').click()

    await page.getByText(/it can save nothing any more/).waitFor(shown)
    expect(await faultsOf(page, 'unlock')).toEqual([])
    await page.keyboard.press('Escape')
    await page.unrouteAll({ behavior: 'wait' })
    await page.goto(`${url}/operate?tab=terraform`)
    await page.getByText('No Terraform states yet').waitFor(shown)
    expect(said).toEqual([])
  })

  it('tells who is asked to agree what has changed since they last looked', story, async () => {
    const { page, url, said } = stage()
    const document = (await (await page.request.get(`${url}/api/v1/openapi.json`)).json()) as {
      paths: Record<string, { get: { responses: Record<string, { content: object }> } }>
    }
    const answer = document.paths['/api/v1/approvals/{id}']?.get.responses['200']?.content
    const { example } = Object.values(answer ?? {})[0] as { example: { id: string } }
    let bound = { fields: { size: 3 }, price: 40, edits: {} }
    await page.route(`**/api/v1/approvals/${example.id}`, (route) =>
      route.fulfill({ json: { ...example, bound, digest: JSON.stringify(bound) } }),
    )
    const place = `${url}/approvals/${example.id}`
    await page.goto(place)
    await page.getByText('What your decision is bound to').waitFor(shown)
    expect(await page.locator('[data-since]').count()).toBe(0)

    bound = { fields: { size: 40 }, price: 40, edits: {} }
    await page.goto(place)

    await page.locator('[data-since]').getByRole('row', { name: 'fields.size 3 40' }).waitFor(shown)
    expect(await faultsOf(page, 'approval')).toEqual([])
    await page.goto(place)
    await page.getByText('What your decision is bound to').waitFor(shown)
    expect(await page.locator('[data-since]').count()).toBe(0)
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })

  it('carries a request on to the next environment', story, async () => {
    const { page, url, said } = stage()
    const id = await order(page, 'messaging-queue-standard', { queue_name: 'stage-events' })
    const way = {
      path: ['development', 'testing'],
      environment: 'development',
      next: 'testing',
      gates: [{ gate: 'in_sync', open: true, message: 'It is as it was ordered' }],
      overrides: ['max_length'],
      from: null,
      promoted: [],
      may_promote: true,
    }
    const sent: unknown[] = []
    await page.route(`**/api/v1/requests/${id}/promotion`, (route) => route.fulfill({ json: way }))
    await page.route(`**/api/v1/requests/${id}/promote`, async (route) => {
      sent.push(route.request().postDataJSON())
      await route.fulfill({ status: 202, json: { id, state: 'queued', seq: 1, links: {} } })
    })
    await page.goto(`${url}/requests/${id}`)

    await button('Promote to testing').click(shown)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Secret answers are not carried over.').waitFor(shown)
    expect(await faultsOf(page, 'promote')).toEqual([])
    await dialog.getByLabel('Why').fill('Tested')
    await dialog.getByRole('button', { name: 'Promote to testing' }).click()

    await expect.poll(() => sent, shown).toEqual([{ reason: 'Tested' }])
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })
}
