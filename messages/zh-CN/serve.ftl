### 开启网页：参数、监听地址，以及可以请求和提交什么。

cli-help-serve--tls-certificate = 以加密方式提供网页：证书及其上级证书文件（PEM 格式），与 --tls-key 一起使用
cli-help-serve--tls-key = 证书私钥文件（PEM 格式）
cli-help-serve--trusted-proxy = 在前面负责加密的代理服务器：地址，或 10.0.0.0/8 这样的网段，可以写多次；只有它转告的来访地址和加密情况才予采信
cli-help-serve--host = 可以用来访问的域名，如 guantong.example，可以写多次；他人用域名访问时必须写明
cli-serve-beyond = 其他机器可以连到 { $address }，传输必须加密。请加上 --tls-certificate 文件 和 --tls-key 文件；前面有代理服务器负责加密的，请加上 --trusted-proxy 地址。只在本机使用，请改为 --address 127.0.0.1:8620。
cli-serve-host-needed = { $address } 代表本机的全部地址，请用 --host 写明从哪个域名访问。其他名称可能被别的网站利用，一律不应答。
cli-demo-beyond = 演示只在本机提供，请用 127.0.0.1 或 [::1]，不接受 { $address }。要从别处查看，请用 ssh -L 转发。
cli-serve-proxy-unreadable = { $value } 既不是地址，也不是网段。写法如 10.1.2.3、10.0.0.0/8 或 2001:db8::/32。
cli-serve-host-unreadable = { $value } 不是可以访问的域名。不要写 https:// 和路径，写法如 guantong.example。
cli-serve-certificate-none = { $file } 中没有 PEM 格式的证书。文件应以 -----BEGIN CERTIFICATE----- 开头。
cli-serve-key-none = { $file } 中没有 PEM 格式的私钥。文件应以 -----BEGIN PRIVATE KEY----- 开头，PRIVATE 之前也可以有 RSA 或 EC。
cli-serve-key-other = { $key } 中的私钥与 { $certificate } 中的证书不是一对。请使用一同生成的两个文件。
cli-serve-hosts = 可用来访问的名称：{ $hosts }
cli-serve-accept = 暂时接不了新连接：{ $what }。稍后再试。
cli-serve-ending = 正在停止：正在处理的请求还有 { $seconds } 秒。
cli-serve-cut = 已停止，尚有 { $number } 个连接没有处理完。

serve-address-long-heading = 网址太长
serve-path-long = 网址中问号之前有 { $value } 个字节，最多接受 { $most } 个。网址可能拼接有误，请从列表中打开页面。
serve-query-long = 网址中的查询条件有 { $value } 个字节，最多接受 { $most } 个。请减少条件后再查。
serve-body-slow-heading = 提交的内容传得太慢
serve-body-silent = { $seconds } 秒没有收到任何内容，不再等待，什么也没有存下。请检查网络后重新提交。
serve-body-slow = 提交的内容每秒不到 { $least } 个字节，不再等待，什么也没有存下。请换一个较好的网络后重新提交。
serve-body-large = 提交的内容超过 { $most } MiB，这是一次能接受的上限，什么也没有存下。请拆分后再提交。
serve-form-large = 表单有 { $sent } 个字节或更多，最多接受 { $most } 个，什么也没有存下。请缩短文字，或分几次提交。
serve-many-heading = 表单中的项目太多
serve-fields-many = 表单中的项目超过 { $most } 个，这是一次能接受的上限，什么也没有存下。请分几次办理，或改用表格。
serve-parts-many = 表单分成了 { $most } 个以上的部分，这是一次能接受的上限，什么也没有存下。请逐个上传文件。
serve-too-often-heading = 请求过于频繁
serve-too-often = 您所在网络的请求超过每秒 { $most } 次的上限。请等 { $seconds } 秒，再重新打开页面。
