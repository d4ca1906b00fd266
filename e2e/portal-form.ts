import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { faultsOf, type Stage } from './portal-calls.ts'

const shown = { timeout: 30_000 }
const story = { timeout: 60_000 }
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const choice = (page: Page, name: string) => page.getByRole('combobox', { name })

/** What forms do beyond a field and its answer, in the same browser. */
export function formStories(stage: () => Stage): void {
  it(
    'leads through a wizard by keyboard, and back to what the service refuses',
    story,
    async () => {
      const { page, url, said } = stage()
      await page.goto(`${url}/items/compute-vm-linux/order`)
      const host = page.getByLabel('Host name')
      await host.fill('x_y', shown)
      await host.press('Enter')
      await expect.poll(() => page.locator('#field_cpus:focus').count(), shown).toBe(1)
      await page.keyboard.press('Enter')
      await page.locator('#field_zone:focus').waitFor(shown)

      await page.getByText('More settings').click()
      await choice(page, 'Subnet').click()
      await page.getByRole('option', { name: /applications, Frankfurt A/ }).click(shown)
      await choice(page, 'Zone').click()
      await page.getByRole('option', { name: /DMZ/ }).click()
      await page
        .getByText('No longer in the list: subnet-app-a. Please choose again.')
        .waitFor(shown)
      await choice(page, 'Subnet').click()
      await page.getByRole('option', { name: /DMZ, Frankfurt B/ }).click(shown)
      await button(page, 'Next').click()
      await button(page, 'Show the plan').click()

      await page
        .getByText('Use small letters, digits and hyphens, like orders-app-1.')
        .waitFor(shown)
      await page.locator('#field_hostname:focus').waitFor(shown)
      expect(await faultsOf(page, 'wizard')).toEqual([])
      await host.fill('orders-app-1')
      for (let step = 0; step < 3; step += 1) await button(page, 'Next').click()
      await button(page, 'Show the plan').click()
      await page.getByRole('heading', { name: 'Can it be undone?' }).waitFor(shown)
      await button(page, 'Back to the answers').click()
      await button(page, 'Show the plan').waitFor(shown)
      expect(await page.getByText('Your draft was restored.').count()).toBe(0)
      expect(said).toEqual([])
    },
  )
}

/** Leaves the portal in whatever language it speaks. */
export function sessionStory(stage: () => Stage): void {
  it(
    'asks to sign in again when the session has ended, and keeps what was typed',
    story,
    async () => {
      const { page, url, said } = stage()
      await page.goto(`${url}/items/messaging-queue-standard/order`)
      await page.locator('#field_queue_name').fill('kept-over-sign-in')
      await page.context().clearCookies()

      await page.locator('button[type=submit]').click()
      await page.getByRole('button', { name: /Ada Admin/ }).click(shown)

      const field = page.locator('#field_queue_name')
      await field.waitFor(shown)
      expect(await field.inputValue()).toBe('kept-over-sign-in')
      expect(said).toEqual([])
    },
  )
}
