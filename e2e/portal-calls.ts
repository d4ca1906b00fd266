import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** The browser's page, what the browser complained of since the test began, and where the server is. */
export type Stage = { page: Page; url: string; said: readonly string[] }

/** Orders an item as who is signed in on the page; returns the id of the request. */
export async function order(page: Page, item: string, fields: object): Promise<string> {
  const { id } = (await call(page, 'POST', '/requests', { item, fields })) as { id: string }
  return id
}

/** A call of the API with the session of the page. */
export function call(page: Page, method: string, path: string, body: object): Promise<unknown> {
  const sent = { method, path: `/api/v1${path}`, body: JSON.stringify(body) }
  return page.evaluate(async ({ body: text, ...rest }) => {
    const me = (await (await fetch('/api/v1/me')).json()) as { csrf: string }
    const answer = await fetch(rest.path, {
      method: rest.method,
      headers: { 'content-type': 'application/json', 'x-csrf-token': me.csrf },
      body: text,
    })
    return answer.json() as Promise<unknown>
  }, sent)
}

/** What of the page is a serious or critical fault for who cannot see. */
export async function faultsOf(page: Page, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${place} ${id}: ${nodes[0]?.html.slice(0, 200)}`)
}
