export const targets = {
  title: '指标',
}
