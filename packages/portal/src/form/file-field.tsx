import { Button, FileButton, Group, Input, Text } from '@mantine/core'
import { IconFile, IconUpload } from '@tabler/icons-react'
import type { FieldProps } from '@rjsf/utils'
import { useState } from 'react'
import { useWords } from '../words/index.tsx'
import { bytesText, toBase64 } from './file-bytes.ts'

type Held = { name: string; content_type: string; size: number; content: string }

/** A file that goes along with the answers, held as base64; refused here when it is larger than the item allows. */
export function FileField({
  formData,
  onChange,
  fieldPathId,
  schema,
  required,
  rawErrors,
}: FieldProps) {
  const { order } = useWords()
  const [fault, setFault] = useState<string>()
  const held = formData as Held | undefined
  const size = (schema.properties?.['size'] ?? {}) as { maximum?: number }
  const most = size.maximum ?? Number.POSITIVE_INFINITY
  const take = async (file: File | null) => {
    if (!file) return
    if (file.size > most) return setFault(order.fileTooLarge(bytesText(most)))
    setFault(undefined)
    const content = toBase64(new Uint8Array(await file.arrayBuffer()))
    const kind = file.type === '' ? 'application/octet-stream' : file.type
    onChange({ name: file.name, content_type: kind, size: file.size, content }, fieldPathId.path)
  }
  return (
    <Input.Wrapper
      id={fieldPathId.$id}
      label={schema.title}
      description={[schema.description, Number.isFinite(most) && order.largest(bytesText(most))]
        .filter(Boolean)
        .join(' · ')}
      withAsterisk={required === true}
      error={fault ?? rawErrors?.join(' ')}
    >
      <Group mt={6}>
        <FileButton onChange={(file) => void take(file)}>
          {(props) => (
            <Button
              {...props}
              id={fieldPathId.$id}
              variant="default"
              leftSection={<IconUpload size={16} />}
            >
              {order.chooseFile}
            </Button>
          )}
        </FileButton>
        {held && <HeldFile file={held} drop={() => onChange(undefined, fieldPathId.path)} />}
      </Group>
    </Input.Wrapper>
  )
}

function HeldFile({ file, drop }: { file: Held; drop: () => void }) {
  const { order } = useWords()
  return (
    <>
      <IconFile size={16} aria-hidden />
      <Text size="sm">
        {file.name} ({bytesText(file.size)})
      </Text>
      <Button variant="subtle" size="xs" onClick={drop}>
        {order.removeFile}
      </Button>
    </>
  )
}
