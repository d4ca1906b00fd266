import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { call, type Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }
const item = 'messaging-queue-standard'

/** Markup that would say so if it were more than text. */
const markup = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`
const link = `javascript:document.title='taken'`
const hostile = `${markup} [here](${link})`

/** What of the page somebody's text has become besides text. */
async function becameOf(page: Page): Promise<string[]> {
  const counts = await Promise.all(
    ['img[src="x"]', 'a[href^="javascript" i]', 'script:not([src])', '[onerror]'].map(
      async (place) => [place, await page.locator(place).count()] as const,
    ),
  )
  const found = counts.filter(([, count]) => count > 0).map(([place]) => place)
  return (await page.title()) === 'taken' ? [...found, 'ran'] : found
}

/** Texts of strangers in every place that shows some (A92). In the same browser. */
export function hostileStories(stage: () => Stage): void {
  it('shows markup in a reason, a comment and an answer as the text it is', story, async () => {
    const { page, url, said } = stage()
    const fields = { queue_name: 'hostile-events', environment: 'development' }
    const body = { item, fields, reason: hostile }
    const { id } = (await call(page, 'POST', '/requests', body)) as { id: string }
    await call(page, 'POST', `/requests/${id}/comments`, { body: hostile })
    await page.route(`**/api/v1/requests/${id}`, async (route) => {
      const answer = await route.fetch()
      const request = (await answer.json()) as { fields: object }
      const json = { ...request, fields: { ...request.fields, queue_name: hostile } }
      await route.fulfill({ response: answer, json })
    })

    await page.goto(`${url}/requests/${id}`)
    await page.locator('[data-comments]').getByText(markup).waitFor(shown)

    expect(await page.getByText(markup).count()).toBeGreaterThanOrEqual(2)
    expect(await becameOf(page)).toEqual([])
    await page.unrouteAll({ behavior: 'wait' })
    expect(said).toEqual([])
  })

  it(
    'shows names, descriptions and links of items as text, and follows no script',
    story,
    async () => {
      const { page, url, said } = stage()
      const named = { name: markup, description: hostile, tags: [markup] }
      const display = { documentation_url: link, icon: markup, color: '"><img src=x>' }
      await page.route(`**/api/v1/catalog/items/${item}`, async (route) => {
        const answer = await route.fetch()
        const found = (await answer.json()) as { metadata: object; presentation: object }
        const { metadata, presentation } = found
        const json = {
          ...found,
          metadata: { ...metadata, ...named },
          presentation: { ...presentation, display },
        }
        await route.fulfill({ response: answer, json })
      })

      await page.goto(`${url}/items/${item}`)
      await page.getByText(markup).filter({ visible: true }).first().waitFor(shown)

      expect(await becameOf(page)).toEqual([])
      await page.unrouteAll({ behavior: 'wait' })
      expect(said).toEqual([])
    },
  )

  it(
    'lists services with such names, teams and prices as text, also while one searches',
    story,
    async () => {
      const { page, url, said } = stage()
      const named = {
        name: markup,
        description: hostile,
        owner: { team: markup, contact: link },
        category: markup,
        tags: [markup],
        sla: { provisioning_time: markup },
        cost: { base_cost: 1, currency: markup },
        display: { icon: markup, color: '"><img src=x>', documentation_url: link },
        automation: markup,
      }
      await page.route('**/api/v1/catalog?**', async (route) => {
        const answer = await route.fetch()
        const { items, ...rest } = (await answer.json()) as { items: object[] }
        const json = { ...rest, items: items.map((one, n) => (n < 2 ? { ...one, ...named } : one)) }
        await route.fulfill({ response: answer, json })
      })

      await page.goto(url)
      await page.locator('.pao-tile').getByText(markup).first().waitFor(shown)
      const listed = await becameOf(page)
      await page.goto(
        `${url}/?q=${encodeURIComponent(markup)}&category=${encodeURIComponent(markup)}`,
      )
      await page.locator('.pao-tile').getByText(markup).first().waitFor(shown)
      const tiles = await page.locator('.pao-tile').count()

      expect([listed, await becameOf(page)]).toEqual([[], []])
      expect(tiles).toBe(2)
      await page.unrouteAll({ behavior: 'wait' })
      expect(said).toEqual([])
    },
  )
}
