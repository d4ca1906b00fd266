import { Checkbox, NumberInput, PasswordInput, TextInput } from '@mantine/core'

/** What a person is asked to bring back from work by hand. */
export type AskedValue = {
  name: string
  label?: string | undefined
  description?: string | undefined
  type?: string | undefined
  required?: boolean | undefined
  sensitive?: boolean | undefined
}
export type GivenValue = string | number | boolean

type Props = { asked: AskedValue; set: (value: GivenValue) => void }

/** One such value, entered in the way its type wants. */
export function AskedField({ asked, set }: Props) {
  const { name, label = name, description, type, required = false, sensitive } = asked
  const shown = { label, description }
  if (type === 'boolean')
    return <Checkbox {...shown} onChange={({ currentTarget }) => set(currentTarget.checked)} />
  if (type === 'integer' || type === 'number')
    return (
      <NumberInput
        {...shown}
        required={required}
        allowDecimal={type === 'number'}
        onChange={(value) => set(typeof value === 'number' ? value : Number(value))}
      />
    )
  const text = {
    ...shown,
    required,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(currentTarget.value),
  }
  return sensitive === true ? (
    <PasswordInput {...text} autoComplete="off" />
  ) : (
    <TextInput {...text} />
  )
}
