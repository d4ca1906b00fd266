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

/** Changes the queue that a request made at its platform, past the orchestrator, once it is noted as a resource. */
export async function changeOutside(
  { page, url }: Pick<Stage, 'page' | 'url'>,
  id: string,
  change: object,
): Promise<void> {
  const api = `${url}/api/v1`
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await page.request.get(`${api}/resources/${id}`)).status() === 200) break
    await page.waitForTimeout(500)
  }
  const found = (await (await page.request.get(`${api}/resources/${id}`)).json()) as {
    external_id: string
  }
  const logs = await (await page.request.get(`${api}/requests/${id}/logs`)).text()
  const place = /POST (http:\/\/[^/ ]+)\/v1\/queues answered 201/.exec(logs)?.[1]
  const body = JSON.stringify(change)
  const answer = await fetch(`${place}/v1/queues/${found.external_id}`, { method: 'PATCH', body })
  if (answer.status !== 200) throw new Error(`The platform answered ${answer.status}`)
}
