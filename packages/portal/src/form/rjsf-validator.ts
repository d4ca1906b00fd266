import { Validator } from '@cfworker/json-schema'
import type { RJSFSchema, ValidatorType } from '@rjsf/utils'

/**
 * What RJSF asks of a validator, without `eval`, which the policy of the page forbids. The form itself is checked
 * by `checkAnswers`; RJSF only asks which branch of a choice an answer fits.
 */
export const rjsfValidator: ValidatorType = {
  isValid: (schema: RJSFSchema, formData: unknown, rootSchema: RJSFSchema) =>
    new Validator({ $defs: rootSchema.$defs ?? {}, allOf: [schema] } as object, '2020-12').validate(
      formData,
    ).valid,
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
}
