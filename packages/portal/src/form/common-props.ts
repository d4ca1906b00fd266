import type { WidgetProps } from '@rjsf/utils'

/** What every input has in common: name, text, faults, and that it tells when it was left. */
export function commonProps(props: WidgetProps) {
  const { id, htmlName, label, schema, required, disabled, readonly, rawErrors, placeholder } =
    props
  return {
    id,
    name: htmlName ?? id,
    label,
    description: schema.description,
    withAsterisk: required === true,
    'aria-required': required === true,
    disabled: disabled === true,
    readOnly: readonly === true,
    error: rawErrors && rawErrors.length > 0 ? rawErrors.join(' ') : undefined,
    placeholder,
    onBlur: () => props.onBlur(id, props.value),
  }
}
