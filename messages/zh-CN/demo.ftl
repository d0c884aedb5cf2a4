# 演示的日期

demo-clock-foot = 演示日期：{ $today }。
demo-clock-link = 往后移
demo-clock-title = 演示日期
demo-clock-lead = 今天是{ $today }。日期可以往后移，不能往回移；移过的日子里，到期的招生计划、录取和报到自动办理。
demo-clock-form = 往后移到
demo-clock-to = 日期
demo-clock-hint = 写作 2024-07-10，最晚{ $latest }。移过一个夏天要做两轮录取，需要几秒钟。
demo-clock-move = 往后移
demo-clock-left = 移过以后
demo-clock-left-done = 自动办理：当年的招生计划、转段办法、考生、两轮录取、建档；移过 9 月 15 日，新生报到。
demo-clock-left-open = 留给您办：在校学生的学业完成、考核、升段，以及休学、复学、转专业等，可以逐人办，也可以成批办。
demo-clock-errors = 日期没有移动
demo-clock-no-date = “{ $text }”不是日期，请写作 2024-07-10
demo-clock-not-forward = { $to }不在今天（{ $today }）之后；演示日期只能往后移
demo-clock-too-far = { $to }太远：演示最晚到{ $latest }，那时 2023 级已经毕业；请选这一天或更早的日期
