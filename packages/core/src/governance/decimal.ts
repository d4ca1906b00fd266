/** An exact decimal: a whole number of 10^-12. What has more places is rounded, halves away from zero. */
export type Decimal = bigint

const places = 12
const one: Decimal = 10n ** BigInt(places)
/** Digits before the point that are read at most; no price has more. */
const longest = 18

/** 10^0, 10^1, …: raising anew for each amount is what counting money costs most. */
const powers = Array.from({ length: places + longest + 1 }, (_, n) => 10n ** BigInt(n))

function power(n: number): bigint {
  return powers[n] ?? 10n ** BigInt(n)
}

/** Reads `12`, `-0.0104`, `1e-7`; undefined for anything else, and for numbers of more than 18 digits before the point. */
export function decimalOf(value: string | number): Decimal | undefined {
  // Most numbers are small and whole; longer ones go the way of texts, which limits them.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value) * one
  const parts = /^(-?)(\d+)(?:[.](\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value).trim())
  if (!parts) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts
  if (whole.length > longest || fraction.length > 40) return undefined
  const shift = places - fraction.length + Number(exponent)
  if (shift > places + longest) return undefined
  const digits = BigInt(whole + fraction)
  const found = shift >= 0 ? digits * power(shift) : rounded(digits, power(-shift))
  return sign === '-' ? -found : found
}

/** What is known to be a number; more than any sum of money can be counts as 10^18. */
export function exact(value: string | number): Decimal {
  return decimalOf(value) ?? one * power(longest)
}

/** The product, exact to the twelfth place. */
export function times(a: Decimal, b: Decimal): Decimal {
  return rounded(a * b, one)
}

/** The quotient, exact to the twelfth place; throws RangeError when `by` is 0. */
export function dividedBy(a: Decimal, by: Decimal): Decimal {
  return rounded(a * one, by)
}

/** That many hundredths of it. */
export function percentOf(a: Decimal, percent: Decimal): Decimal {
  if (percent === 0n) return 0n
  return rounded(a * percent, one * 100n)
}

/** Rounded to so many places after the point (0 to 12), halves away from zero, as invoices are. */
export function roundTo(a: Decimal, digits: number): Decimal {
  const step = power(places - digits)
  return rounded(a, step) * step
}

/** As text without dust: `12.5`, with at least so many places after the point: `12.50`. */
export function printDecimal(a: Decimal, least = 0): string {
  const size = a < 0n ? -a : a
  const fraction = String(size % one).padStart(places, '0')
  const kept = fraction.replace(/0+$/, '').padEnd(least, '0')
  return `${a < 0n ? '-' : ''}${size / one}${kept === '' ? '' : `.${kept}`}`
}

/** As a number for conditions and JSON; exact enough for any sum with two places below 10^13. */
export function numberOf(a: Decimal): number {
  if (a % one === 0n) return Number(a / one)
  return Number(printDecimal(a))
}

/** Whole division by a positive or negative number, halves away from zero. */
function rounded(a: bigint, by: bigint): bigint {
  const isNegative = a < 0n !== by < 0n
  const [size, step] = [a < 0n ? -a : a, by < 0n ? -by : by]
  const whole = (size * 2n + step) / (step * 2n)
  return isNegative ? -whole : whole
}

/** Places after the point of a currency's smallest coin (ISO 4217); 2 for most. */
export function coinPlaces(currency: string): number {
  return unusual[currency] ?? 2
}

const unusual: Readonly<Record<string, number>> = {
  BHD: 3,
  CLP: 0,
  ISK: 0,
  JPY: 0,
  JOD: 3,
  KRW: 0,
  KWD: 3,
  OMR: 3,
  PYG: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  XAF: 0,
  XOF: 0,
}
