export const tasks = {
  title: '重点任务',
}
