import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }

/** What platform teams do with a document that nobody serves yet, in the same browser. */
export function sandboxStories(stage: () => Stage): void {
  const part = (name: string) => stage().page.getByRole('tab', { name }).click()
  const button = (name: string) => stage().page.getByRole('button', { name, exact: true })

  it('checks a document that is being written and draws its form beside it', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/sandbox`)
    await page.getByText('No errors: the catalog would serve it.').waitFor(shown)
    await page.getByLabel('Topic name').waitFor(shown)

    await page.locator('.cm-line', { hasText: 'type: integer' }).click()
    await page.keyboard.press('End')
    await page.keyboard.type('x')
    await page.getByText('This is shown as soon as the document has no errors.').waitFor(shown)

    await page.locator('.cm-lint-marker-error').waitFor(shown)
    await button('Start from the example').click()
    await page.getByLabel('Topic name').waitFor(shown)
    expect(said).toEqual([])
  })

  it('offers what may stand at the cursor, by keyboard', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/sandbox`)
    await button('Start from the example').click()
    const line = page.locator('.cm-line', { hasText: 'type: integer' })
    await line.click(shown)
    await page.keyboard.press('End')
    for (let n = 0; n < 'integer'.length; n += 1) await page.keyboard.press('Backspace')

    await page.keyboard.press('Control+Space')
    await page.getByRole('option', { name: 'number' }).waitFor(shown)
    await page.keyboard.type('numb')
    await page.getByRole('option', { name: 'selection' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')

    await page.locator('.cm-line', { hasText: 'type: number' }).waitFor(shown)
    await button('Start from the example').click()
    expect(said).toEqual([])
  })

  it('plays an order with invented answers step by step, and orders nothing', story, async () => {
    const { page, url, said } = stage()
    const before = await page.request.get(`${url}/api/v1/requests?limit=200`)
    await page.goto(`${url}/sandbox?item=messaging-queue-standard`)
    await page.getByLabel('Queue name').fill('orders-events', shown)
    await part('Rehearsal')
    await button('Play').click(shown)
    const played = page.locator('[data-played]')
    await played.getByText('completed', { exact: true }).waitFor(shown)

    await page.locator('summary', { hasText: 'Say how an action goes' }).click()
    await button('Say how an action goes').click()
    await page.getByLabel('How it ends').selectOption('failed')
    await button('Play again').click()

    await played.getByText('failed', { exact: true }).first().waitFor(shown)
    await played.getByText('as you said').first().waitFor()
    await button('One step back').click()
    await played.getByText(/^Step \d+ of \d+$/).waitFor()
    const after = await page.request.get(`${url}/api/v1/requests?limit=200`)
    expect(await after.json()).toEqual(await before.json())
    expect(said).toEqual([])
  })

  it('asks no other system for the list of a field; its value is written', story, async () => {
    const { page, url, said } = stage()
    const asked: string[] = []
    page.on('request', (one) => {
      if (one.url().includes('/options/')) asked.push(one.url())
    })
    await page.goto(`${url}/sandbox?item=compute-vm-linux`)

    await page.getByRole('textbox', { name: 'Region' }).fill('eu-9', shown)

    expect(asked).toEqual([])
    expect(said).toEqual([])
  })

  it('says what a change breaks, and gives it as a patch', story, async () => {
    const { page, url, said } = stage()
    await page.goto(`${url}/sandbox?item=messaging-queue-standard&part=changes`)
    await page.getByText(/Beside version/).waitFor(shown)
    await page.getByText('Nothing differs.').waitFor(shown)
    await page.locator('.cm-line', { hasText: 'version: 2.0.0' }).click()
    await page.keyboard.press('End')
    for (let n = 0; n < '2.0.0'.length; n += 1) await page.keyboard.press('Backspace')
    await page.keyboard.type('3.0.0')

    await page.getByText(/which 3\.0\.0 is not/).waitFor(shown)
    await button('Export').click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'A patch for git' }).click()
    const file = await downloading

    expect(file.suggestedFilename()).toBe('messaging-queue-standard.patch')
    expect(readFileSync(await file.path(), 'utf8')).toContain(
      '-  version: 2.0.0\n+  version: 3.0.0',
    )
    expect(said).toEqual([])
  })
}
