### Serving: flags, where to listen, and what may be asked and sent.

cli-help-serve--tls-certificate = Serves encrypted pages: the file with the certificate and those above it, in PEM. With --tls-key
cli-help-serve--tls-key = The file with the certificate's private key, in PEM
cli-help-serve--trusted-proxy = A proxy that encrypts in front of this program: an address, or a network such as 10.0.0.0/8; may be given several times. Only it is believed when it says who asks, and whether encrypted
cli-help-serve--host = A name under which the office may be asked, such as guantong.example; may be given several times. Needed where others reach it by a name
cli-help-serve--log = How the log is written on standard error: text or json; without it as text on a terminal, else as JSON
cli-help-serve--log-level = What the log tells: error, warn or info; each also what matters more
cli-help-serve--oidc-issuer = The address of a provider of sign-in (OpenID Connect), exactly as it writes it itself; people may sign in with it in place of a password, and the one-time code stays ours. With --oidc-client and --oidc-name
cli-help-serve--oidc-client = The name that the provider knows this office by (client id)
cli-help-serve--oidc-secret-file = The file with the client's secret, one line; none for a client that the provider calls public. A secret is never said on the command line
cli-help-serve--oidc-name = What the sign-in page calls the provider
cli-help-serve--oidc-return = The office's address as people open it, such as https://guantong.example, to which the provider sends them back; only where it is not what --host and --address say
cli-serve-beyond = { $address } can be reached from other machines, so what is sent must be encrypted. Give --tls-certificate FILE and --tls-key FILE, or --trusted-proxy ADDRESS where a proxy in front encrypts. Or keep to this machine: --address 127.0.0.1:8620.
cli-serve-host-needed = { $address } stands for every address of this machine, so say under which name it is asked: --host NAME. Other names are not answered, for they may be another site's.
cli-demo-beyond = A demonstration is served on this machine only, on 127.0.0.1 or [::1], not on { $address }. To look at it from elsewhere, forward a port with ssh -L.
cli-serve-proxy-unreadable = { $value } is no address and no network. Write 10.1.2.3 or 10.0.0.0/8, or 2001:db8::/32.
cli-serve-host-unreadable = { $value } is no name of an office. Write it without https:// and without a path, as in guantong.example.
cli-serve-certificate-none = { $file } holds no certificate in PEM. The file begins with -----BEGIN CERTIFICATE-----.
cli-serve-key-none = { $file } holds no private key in PEM. The file begins with -----BEGIN PRIVATE KEY-----, or with RSA or EC before PRIVATE.
cli-serve-key-other = The key in { $key } is not that of the certificate in { $certificate }. Give the two that were made together.
cli-serve-hosts = Answers to: { $hosts }
cli-serve-oidc = People may sign in with { $issuer }; the address to return to that stands there must be { $return }
cli-serve-oidc-absent = The provider of sign-in { $issuer } cannot be used: { $what }. Check --oidc-issuer and the network; while it is down, leave out the --oidc-… arguments, and people sign in with passwords only.
cli-serve-oidc-return-needed = From { $address } it cannot be told by which address people open the office. Say it: --oidc-return https://guantong.example, or name the office with --host.
cli-serve-oidc-return-unreadable = { $value } is no address of an office. Write it as https://guantong.example or https://guantong.example:8443, without a path.
cli-serve-oidc-secret = { $file } should hold one line, the client's secret.
cli-serve-broken = The disk did not confirm what was written, so nothing is written any more and the office was ended. Look at the disk, run `guantong doctor`, and start it again.
cli-serve-ending = Ending: what is being answered has { $seconds } seconds.

serve-address-long-heading = The address is too long
serve-path-long = The address has { $value } bytes before its question mark; at most { $most } are read. It may have been pasted together; please open the page from a list.
serve-query-long = The conditions in the address have { $value } bytes; at most { $most } are read. Please choose fewer of them.
serve-body-slow-heading = What was sent came in too slowly
serve-body-silent = Nothing came for { $seconds } seconds, so waiting was ended and nothing was kept. Please check the network and send it again.
serve-body-slow = What was sent came in slower than { $least } bytes a second, so waiting was ended and nothing was kept. Please send it again from a better network.
serve-body-large = What was sent is over { $most } MiB, the most that is read at once. Nothing was kept. Please split it and send it again.
serve-form-large = The form has { $sent } bytes or more; at most { $most } are read. Nothing was kept. Please shorten the texts, or send it in parts.
serve-many-heading = The form has too many fields
serve-fields-many = The form has more than { $most } fields, the most that are read. Nothing was kept. Please do it in parts, or use a sheet.
serve-parts-many = The form has more than { $most } parts, the most that are read. Nothing was kept. Please send the files one by one.
serve-too-often-heading = Too many requests
serve-too-often = More requests come from your network than the { $most } a second that are answered. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 }, then open the page again.
