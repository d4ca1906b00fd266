import { expect, it } from 'vitest'
import { call, faultsOf, order, type Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }

/** What people look after: resources on their way, sessions, keys, the audit log. In the same browser. */
export function overseeStories(stage: () => Stage): void {
  const button = (name: string) => stage().page.getByRole('button', { name, exact: true })

  it('promotes a resource, and changes it by the form of the item that does', story, async () => {
    const { page, url, said } = stage()
    const item = 'messaging-queue-standard'
    const fields = { queue_name: 'promoted-events', environment: 'development' }
    const id = await order(page, item, fields)
    const resource = `${url}/api/v1/resources/${id}`
    await expect.poll(async () => (await page.request.get(resource)).status(), shown).toBe(200)
    const made = (await (await page.request.get(resource)).json()) as { environment: string }
    await page.route(`**/api/v1/catalog/items/${item}`, async (route) => {
      const answer = await route.fetch()
      const document = (await answer.json()) as { metadata: object; fulfillment: object }
      const metadata = { ...document.metadata, annotations: { resource: { update: item } } }
      const promotion = { path: [made.environment, 'production'] }
      const fulfillment = { ...document.fulfillment, promotion }
      await route.fulfill({ response: answer, json: { ...document, metadata, fulfillment } })
    })
    await page.goto(`${url}/resources/${id}`)

    await button('Change').click(shown)
    const name = page.getByRole('dialog').getByLabel('Queue name')
    await name.waitFor(shown)
    expect(await name.inputValue()).toBe('promoted-events')
    expect(await faultsOf(page, 'change')).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Promote to production' }).click()
    await page.getByLabel('Queue name').waitFor(shown)

    expect(await page.getByLabel('Queue name').inputValue()).toBe('promoted-events')
    expect(page.url()).toContain('environment=production')
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })

  it('makes a key, shows it once, and stops it', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/access`)
    await page.getByText('This one', { exact: true }).waitFor(shown)
    await page.getByLabel('Name').fill('e2e-portal')
    await button('Make a key').click()
    const key = await page.locator('[data-key]').textContent(shown)

    const row = page.getByRole('row', { name: /e2e-portal/ })
    await row.locator('[data-state=active]').waitFor(shown)
    const asMachine = { headers: { authorization: `Bearer ${key}` } }
    const before = await fetch(`${url}/api/v1/me`, asMachine)
    await row.getByRole('button', { name: 'Stop' }).click()
    await row.locator('[data-state=cancelled]').waitFor(shown)

    expect(before.status).toBe(200)
    expect((await fetch(`${url}/api/v1/me`, asMachine)).status).toBe(401)
    await page.reload()
    await row.waitFor(shown)
    expect(await page.locator('[data-key]').count()).toBe(0)
    expect(said).toEqual([])
  })

  it('finds what was done in the audit log, and checks that it is whole', story, async () => {
    const { page, url, said } = stage()
    await call(page, 'POST', '/catalog/refresh', {})
    await page.goto(`${url}/operate?tab=audit&action=api_key.`)
    await page
      .getByRole('cell', { name: /^api_key/ })
      .first()
      .waitFor(shown)

    await button('Check the whole log').click()

    await page.getByText(/The log is what was written: \d+ entries/).waitFor(shown)
    expect(said).toEqual([])
  })
}
