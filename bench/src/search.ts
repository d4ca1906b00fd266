import { existsSync } from 'node:fs'
import { chromium, type Page, type Route } from 'playwright-core'
import { median, show } from './measure.ts'
import { freePort } from '../../e2e/server-process.ts'
import { startPao } from './processes.ts'

const items = 1_000
/** Items of one answer of the list. */
const perPage = 200
const typed = ['message queue 7', 'postgres', 'vm 42 large', 'zzz']
/** Between two keys, milliseconds: somebody who types fast. */
const keyMs = 70
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const nouns = ['Message queue', 'PostgreSQL database', 'Linux VM', 'Object storage', 'DNS record']

/**
 * Searching a catalog of 1,000 items in a browser: the time from a key to the paint that shows what it found, as the
 * browser measures it (Event Timing), and the longest gap between two frames meanwhile.
 */
export async function benchSearch(): Promise<void> {
  const executablePath = browsers.find((path) => existsSync(path))
  if (executablePath === undefined) {
    console.log('search: no browser here')
    return
  }
  const port = String(await freePort())
  const pao = await startPao({
    PAO_ROLES: 'api',
    PAO_PORT: port,
    PAO_PUBLIC_URL: `http://127.0.0.1:${port}`,
  })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ locale: 'en-US' })
    await page.goto(pao.url)
    await page.route(/\/api\/v1\/catalog\?/, answerList)
    await page.getByRole('button', { name: /Ada Admin/ }).click()
    await page.getByText(/^1,?000 services$/).waitFor()
    const { keys, gaps } = await measure(page)
    show(`Portal: searching ${items} items, ${keys.length} keys`, [
      { name: 'key to paint, median', value: median(keys), unit: 'ms' },
      { name: 'key to paint, longest', value: Math.max(...keys), unit: 'ms', aim: '< 100 ms' },
      { name: 'frame, median', value: median(gaps), unit: 'ms', aim: '16.7 ms' },
      { name: 'frame, longest while typing', value: Math.max(...gaps), unit: 'ms' },
    ])
  } finally {
    await browser.close()
    await pao.stop()
  }
}

function answerList(route: Route): Promise<void> {
  const cursor = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
  const next = cursor + perPage
  const page = Array.from({ length: perPage }, (_, at) => itemOf(cursor + at))
  return route.fulfill({
    json: { items: page, next_cursor: next < items ? String(next) : null },
  })
}

function itemOf(at: number): object {
  const noun = nouns[at % nouns.length] ?? ''
  return {
    id: `item-${at}`,
    name: `${noun} ${at} ${at % 2 === 0 ? 'large' : 'small'}`,
    kind: 'CatalogItem',
    description: `${noun} number ${at}, made by its team within a day and looked after from then on.`,
    version: '1.0.0',
    category: `category-${at % 12}`,
    owner: { team: `team-${at % 40}` },
    tags: [`tag-${at % 25}`, noun.split(' ')[0]?.toLowerCase()],
    sla: { provisioning_time: '1 day' },
    automation: at % 3 === 0 ? 'automatic' : 'manual',
    hash: `hash-${at}`,
  }
}

/** Everything the browser says of the keys, and the time between its frames while they are typed. */
async function measure(page: Page): Promise<{ keys: number[]; gaps: number[] }> {
  await page.evaluate(() => {
    const seen = { keys: [] as number[], gaps: [] as number[], last: performance.now() }
    Object.assign(globalThis, { seen })
    // What took less than 16 ms is told of by nobody.
    const asked = { type: 'event', durationThreshold: 16 }
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown' || name === 'input') seen.keys.push(duration)
    }).observe(asked)
    const frame = (now: number): void => {
      seen.gaps.push(now - seen.last)
      seen.last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  for (const text of typed) {
    await page.keyboard.press('/')
    await page.keyboard.type(text, { delay: keyMs })
    for (let n = 0; n < text.length; n += 1)
      await page.keyboard.press('Backspace', { delay: keyMs })
    await page.locator('body').click({ position: { x: 2, y: 2 } })
  }
  await page.waitForTimeout(500)
  return page.evaluate(() => {
    const { keys, gaps } = Reflect.get(globalThis, 'seen') as { keys: number[]; gaps: number[] }
    return { keys, gaps: gaps.slice(1) }
  })
}
