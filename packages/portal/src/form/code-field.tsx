import { Input } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { Loading } from '../ui/states.tsx'

const CodeEditor = lazy(async () => ({
  default: (await import('../ui/code-editor.tsx')).CodeEditor,
}))

type Props = {
  id?: string
  label: ReactNode
  language: 'json' | 'yaml'
  value: string
  description?: ReactNode
  error?: ReactNode
  withAsterisk?: boolean
  disabled?: boolean
  onChange: (text: string) => void
  onBlur?: () => void
}

/** A field for JSON or YAML with faults of its syntax in the margin; the editor is loaded when one is first shown. */
export function CodeField({ id, label, description, error, withAsterisk, ...editor }: Props) {
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={error}
      withAsterisk={withAsterisk === true}
      {...(id !== undefined && { id: `${id}-frame` })}
    >
      <Suspense fallback={<Loading rows={1} height={120} />}>
        <CodeEditor
          {...editor}
          id={id}
          label={typeof label === 'string' ? label : ''}
          isInvalid={error !== undefined && error !== ''}
        />
      </Suspense>
    </Input.Wrapper>
  )
}
