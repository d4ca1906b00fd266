import { Ajv2020, type Format, type ValidateFunction } from 'ajv/dist/2020.js'
import { instantOf, isDate, isDateTime } from '../src/catalog/form/calendar.ts'
import { isEmail, isUrl } from '../src/catalog/form/text-formats.ts'

/** Ajv with the formats of a form and the `format…` limits of ajv-formats. */
export function compile(schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  const formats: Record<string, Format> = {
    email: isEmail,
    uri: isUrl,
    date: isDate,
    'date-time': isDateTime,
    password: true,
  }
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format)
  const limit = (keyword: string, fits: (value: number, bound: number) => boolean): void => {
    ajv.addKeyword({
      keyword,
      type: 'string',
      validate: (bound: string, value: string) =>
        fits(instantOf(value) ?? Number.NaN, instantOf(bound) ?? Number.NaN),
    })
  }
  limit('formatMinimum', (value, bound) => value >= bound)
  limit('formatMaximum', (value, bound) => value <= bound)
  limit('formatExclusiveMinimum', (value, bound) => value > bound)
  limit('formatExclusiveMaximum', (value, bound) => value < bound)
  return ajv.compile(schema)
}
