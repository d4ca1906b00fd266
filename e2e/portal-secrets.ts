import { expect, it } from 'vitest'
import { call, faultsOf, order, type Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }
const key = 'canary-password-8801'

/** A secret output, shown to whom the request is for. */
export function secretStories(stage: () => Stage): void {
  it('shows a secret output until it is hidden, and keeps it nowhere', story, async () => {
    const { page, url, said } = stage()
    const fields = { application: 'secrets', data_owner: 'owner@example.com' }
    const id = await order(page, 'security-access-review', fields)
    await page.goto(`${url}/requests/${id}`)
    await page.getByRole('button', { name: '… Go through the rights' }).waitFor(shown)
    const outputs = {
      findings: 0,
      report_url: 'https://reports.example.com/8',
      report_password: key,
    }
    const done = { outcome: 'succeeded', outputs }
    await call(page, 'POST', `/requests/${id}/actions/examine/complete`, done)
    const line = page.locator('[data-secret="report_password"]')
    const show = page.getByRole('button', { name: 'Show secret report_password' })
    await show.waitFor(shown)
    expect(await line.textContent()).not.toContain(key)

    await show.click()
    await line.getByText(key).waitFor(shown)
    expect(await faultsOf(page, 'secret shown')).toEqual([])
    expect(await page.getByRole('button', { name: 'Copy: report_password' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Hide secret report_password' }).click()

    await show.waitFor()
    expect(await page.content()).not.toContain(key)
    await page.getByText('had the secret report_password of examine shown').waitFor(shown)
    expect(said).toEqual([])
  })

  it('hides it by itself after half a minute, and when the page is left', story, async () => {
    const { page, url, said } = stage()
    const show = page.getByRole('button', { name: 'Show secret report_password' })
    await page.reload()
    await show.waitFor(shown)
    // Half a minute is too long to watch: here it takes as long as the value is looked for.
    await page.evaluate(() => {
      const later = window.setTimeout
      const sooner = (act: () => void, ms?: number) => later(act, ms === 30_000 ? 1_500 : ms)
      Object.assign(window, { setTimeout: sooner })
    })
    await show.click()
    await page.getByText(key).waitFor(shown)

    await show.waitFor(shown)
    expect(await page.content()).not.toContain(key)
    await show.click()
    await page.getByText(key).waitFor(shown)
    await page.getByRole('link', { name: 'Requests', exact: true }).first().click()
    await page.waitForURL(`${url}/requests`)
    await page.goBack()

    await show.waitFor(shown)
    expect(await page.content()).not.toContain(key)
    expect(said).toEqual([])
  })
}
