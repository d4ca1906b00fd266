/** A share of 0 to 1 as people read it; a dash where there is none. */
export function shareText(share: number | null, language: string): string {
  return share === null
    ? '–'
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}
