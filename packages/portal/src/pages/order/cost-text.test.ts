import { expect, it } from 'vitest'
import { amountText, monthlyText } from './cost-text.ts'

const cost = { currency: 'EUR', monthly: 65.1, low: 65.1, high: 65.1, one_off: 0, complete: true }

it('writes one amount where it is certain, and a span where it is not', () => {
  const texts = [monthlyText(cost, 'en'), monthlyText({ ...cost, low: 60, high: 80 }, 'en')]

  expect(texts).toEqual(['€65.10', '€60 – €80'])
})

it('writes a plain number where the item names no currency', () => {
  expect(amountText(1200.5, '', 'en')).toBe('1,200.5')
})

it('shows what is no currency as it is', () => {
  expect(amountText(1, '<b>', 'en')).toBe('1 <b>')
})
