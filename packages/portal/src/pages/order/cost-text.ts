import type { Cost } from '../../api/shapes.ts'

/** An amount as people of that language write it; without a currency a plain number. */
export function amountText(amount: number, currency: string, language: string): string {
  const style = currency === '' ? {} : ({ style: 'currency', currency } as const)
  return new Intl.NumberFormat(language, {
    ...style,
    maximumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount)
}

/** What is paid each month: one amount, or from the least to the most. */
export function monthlyText({ low, high, monthly, currency }: Cost, language: string): string {
  const text = (amount: number): string => amountText(amount, currency, language)
  return low === high ? text(monthly) : `${text(low)} – ${text(high)}`
}
