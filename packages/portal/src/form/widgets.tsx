import {
  Checkbox,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { RegistryWidgetsType, WidgetProps } from '@rjsf/utils'
import { useWords } from '../words/index.tsx'
import { CodeField } from './code-field.tsx'
import { commonProps } from './common-props.ts'
import { localMoment, momentOf } from './moments.ts'
import { SourcedWidget } from './sourced-widget.tsx'

function useText(props: WidgetProps): string {
  const { order } = useWords()
  const isFilled = props.schema['x-pao-default-template'] !== undefined
  return props.placeholder !== '' && props.placeholder !== undefined
    ? props.placeholder
    : isFilled
      ? order.filledByService
      : ''
}

function textInput(type: 'text' | 'email' | 'url') {
  return function TextWidget(props: WidgetProps) {
    return (
      <TextInput
        {...commonProps(props)}
        placeholder={useText(props)}
        type={type}
        value={String(props.value ?? '')}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      />
    )
  }
}

function LongTextWidget(props: WidgetProps) {
  const rows = props.options['rows'] ?? 4
  return (
    <Textarea
      {...commonProps(props)}
      placeholder={useText(props)}
      autosize
      minRows={Math.min(rows, 6)}
      maxRows={18}
      value={String(props.value ?? '')}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  )
}

/** JSON or YAML with its syntax checked as one types. */
function CodeWidget(props: WidgetProps) {
  const { value } = props
  const { id, label, description, withAsterisk, disabled, readOnly, error, onBlur } =
    commonProps(props)
  const text = typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value ?? '')
  return (
    <CodeField
      id={id}
      label={label}
      description={description}
      withAsterisk={withAsterisk}
      disabled={disabled || readOnly}
      error={error}
      language={props.schema['x-pao-type'] === 'json' ? 'json' : 'yaml'}
      value={text}
      onChange={props.onChange}
      onBlur={onBlur}
    />
  )
}

function SecretWidget(props: WidgetProps) {
  return (
    <PasswordInput
      {...commonProps(props)}
      autoComplete="new-password"
      value={String(props.value ?? '')}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  )
}

function NumberWidget(props: WidgetProps) {
  const isWhole = props.schema.type === 'integer'
  return (
    <NumberInput
      {...commonProps(props)}
      allowDecimal={!isWhole}
      clampBehavior="none"
      value={(props.value as number | string | undefined) ?? ''}
      onChange={(value) => props.onChange(value === '' ? undefined : value)}
    />
  )
}

function YesWidget(props: WidgetProps) {
  const { label, withAsterisk, placeholder: _, readOnly, ...common } = commonProps(props)
  return (
    <Checkbox
      {...common}
      label={withAsterisk ? `${label} *` : label}
      disabled={common.disabled || readOnly}
      mt={props.options['width'] === undefined ? 0 : 28}
      checked={props.value === true}
      onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
    />
  )
}

/** One or several of a list; the values keep their types. */
function ChoiceWidget(props: WidgetProps) {
  const { order } = useWords()
  const choices = props.options.enumOptions ?? []
  const data = choices.map(({ label }, at) => ({ value: String(at), label }))
  const at = (value: unknown): string[] => {
    const found = choices.findIndex((choice) => choice.value === value)
    return found < 0 ? [] : [String(found)]
  }
  const back = (index: string): unknown => choices[Number(index)]?.value
  const common = {
    ...commonProps(props),
    data,
    searchable: choices.length > 7,
    // One who walks through the form by keyboard is not in the way of a list at every step.
    openOnFocus: false,
    nothingFoundMessage: order.noMatch,
  }
  const chosen: unknown[] = Array.isArray(props.value) ? props.value : []
  return props.multiple === true ? (
    <MultiSelect
      {...common}
      searchable
      value={chosen.flatMap(at)}
      onChange={(indexes) => props.onChange(indexes.map(back))}
    />
  ) : (
    <Select
      {...common}
      placeholder={order.choose}
      allowDeselect={props.required !== true}
      value={at(props.value)[0] ?? null}
      onChange={(index) => props.onChange(index === null ? undefined : back(index))}
    />
  )
}

function DayWidget(props: WidgetProps) {
  return (
    <TextInput
      {...commonProps(props)}
      type="date"
      min={props.schema.formatMinimum as string | undefined}
      max={props.schema.formatMaximum as string | undefined}
      value={String(props.value ?? '')}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
    />
  )
}

function MomentWidget(props: WidgetProps) {
  return (
    <TextInput
      {...commonProps(props)}
      type="datetime-local"
      min={localMoment(props.schema.formatMinimum as string | undefined)}
      max={localMoment(props.schema.formatMaximum as string | undefined)}
      value={localMoment(props.value as string | undefined)}
      onChange={({ currentTarget }) => props.onChange(momentOf(currentTarget.value))}
    />
  )
}

/** Our inputs under the names by which the UI schema and RJSF call them. */
export const widgets: RegistryWidgetsType = {
  TextWidget: textInput('text'),
  EmailWidget: textInput('email'),
  URLWidget: textInput('url'),
  TextareaWidget: LongTextWidget,
  PasswordWidget: SecretWidget,
  UpDownWidget: NumberWidget,
  CheckboxWidget: YesWidget,
  code: CodeWidget,
  choice: ChoiceWidget,
  day: DayWidget,
  moment: MomentWidget,
  sourced: SourcedWidget,
}
