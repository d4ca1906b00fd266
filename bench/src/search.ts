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
    showLoad(await loaded(page))
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

/** What the browser says of loading the page anew, with an empty cache; milliseconds but for `shift` and `script` (bytes). */
type Load = { first: number; largest: number; blocked: number; shift: number; script: number }

/**
 * First and largest paint, the time over 50 ms that tasks held the page up (Total Blocking Time), how far things moved
 * (Cumulative Layout Shift) and the script that came: what web.dev/vitals tells of.
 */
async function loaded(page: Page): Promise<Load> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.addInitScript(() => {
    const seen = { largest: 0, blocked: 0, shift: 0 }
    Object.assign(globalThis, { vitals: seen })
    const watched: Record<string, (entry: PerformanceEntry) => void> = {
      'largest-contentful-paint': ({ startTime }) => (seen.largest = startTime),
      longtask: ({ duration }) => (seen.blocked += Math.max(0, duration - 50)),
      'layout-shift': (entry) => {
        if (Reflect.get(entry, 'hadRecentInput') !== true)
          seen.shift += Number(Reflect.get(entry, 'value'))
      },
    }
    for (const [type, told] of Object.entries(watched))
      new PerformanceObserver((list) => list.getEntries().forEach(told)).observe({
        type,
        buffered: true,
      })
  })
  await page.reload()
  await page.getByText(/^1,?000 services$/).waitFor()
  await page.waitForTimeout(1_000)
  return page.evaluate(() => {
    const vitals = Reflect.get(globalThis, 'vitals') as Omit<Load, 'first' | 'script'>
    const [first] = performance.getEntriesByName('first-contentful-paint')
    const script = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('.js'))
      .map((entry) => Number(Reflect.get(entry, 'encodedBodySize')))
    return {
      ...vitals,
      first: first?.startTime ?? 0,
      script: script.reduce((sum, size) => sum + size, 0),
    }
  })
}

function showLoad({ first, largest, blocked, shift, script }: Load): void {
  show(`Portal: the catalog of ${items} items loaded with an empty cache`, [
    { name: 'first contentful paint', value: first, unit: 'ms', aim: '< 1,800 ms' },
    { name: 'largest contentful paint', value: largest, unit: 'ms', aim: '< 2,500 ms' },
    { name: 'total blocking time', value: blocked, unit: 'ms', aim: '< 200 ms' },
    { name: 'layout shift, in thousandths', value: shift * 1_000, unit: '', aim: '< 100' },
    { name: 'script, compressed', value: script / 1_000, unit: 'kB', aim: '< 200 kB' },
  ])
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
