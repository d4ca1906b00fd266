import type { Estimate } from '@pao/core/catalog'
import { printMoney } from '@pao/core/governance'
import { pdfOf } from './pdf.ts'

/** The estimate for people: HTML as text, or a PDF in base64. */
export function reportOf(
  format: 'html' | 'pdf',
  estimate: Estimate,
  { title, on }: { title: string; on: string },
): string {
  const rows = rowsOf(estimate, on)
  if (format === 'html') return htmlOf(title, rows)
  return Buffer.from(pdfOf(title, rows.map(lineOf))).toString('base64')
}

type Row = { what: string; amount: string }

function rowsOf(estimate: Estimate, on: string): readonly Row[] {
  const { currency, lines, unpriced, tax } = estimate
  const money = (amount: number): string => printMoney(amount, currency)
  const span =
    estimate.low === estimate.high ? '' : ` (${money(estimate.low)} to ${money(estimate.high)})`
  return [
    ...lines.map(({ resource, component, quantity, unit, monthly, oneOff }) => ({
      what: [resource, component, quantity && `${quantity} × ${unit ?? ''}`]
        .filter(Boolean)
        .join(', '),
      amount: oneOff > 0 ? `${money(oneOff)} once` : money(monthly),
    })),
    { what: 'Each month', amount: `${money(estimate.monthly)}${span}` },
    { what: 'Once', amount: money(estimate.oneOff) },
    ...(tax ? [{ what: 'Tax contained, each month', amount: money(tax.monthly) }] : []),
    ...unpriced.map(({ resource, component, reason }) => ({
      what: [resource, component].filter(Boolean).join(', '),
      amount: `no price: ${reason}`,
    })),
    { what: 'Prices of', amount: on },
  ]
}

function lineOf({ what, amount }: Row): string {
  return `${what}: ${amount}`
}

function htmlOf(title: string, rows: readonly Row[]): string {
  const cells = rows.map(
    ({ what, amount }) => `<tr><td>${escaped(what)}</td><td>${escaped(amount)}</td></tr>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1><table>${cells.join('')}</table></html>`
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
