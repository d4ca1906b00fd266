import type { Cost } from '../../api/shapes.ts'

/** A code as of ISO 4217; what is none is shown as it is, for the browser refuses to write amounts in it. */
const code = /^[A-Z]{3}$/

/** An amount as people of that language write it; without a currency a plain number. */
export function amountText(amount: number, currency: string, language: string): string {
  const style = code.test(currency) ? ({ style: 'currency', currency } as const) : undefined
  const text = new Intl.NumberFormat(language, {
    ...style,
    maximumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount)
  return style ? text : `${text} ${currency}`.trimEnd()
}

/** What is paid each month: one amount, or from the least to the most. */
export function monthlyText({ low, high, monthly, currency }: Cost, language: string): string {
  const text = (amount: number): string => amountText(amount, currency, language)
  return low === high ? text(monthly) : `${text(low)} – ${text(high)}`
}
