//! The words that passwords are made of when nobody minds, written down from general knowledge: lower case, unaltered.

/// Separated by blanks; a line is a subject.
pub(super) const ROOTS: &str = "
password passwort passwd passphrase pass pwd secret letmein welcome changeme default login logon access open opensesame
admin administrator adm root superuser super user username guest test tester testing demo sample example temp
manager master system server service support oracle mysql postgres database backup office computer internet network
windows linux android apple iphone samsung huawei xiaomi lenovo google baidu alibaba taobao alipay tencent weixin wechat
qq weibo douyin microsoft facebook twitter github public private security secure hello helloworld whatever nothing
iloveyou ilovey loveyou lovely love lover loveme forever baby babygirl honey sweet sweetheart darling angel princess
prince queen king kitty friend friends family mother father happy lucky smile sunshine sunny rainbow flower butterfly
summer winter spring autumn january february march april august september october november december monday friday sunday
football soccer basketball baseball hockey tennis golf swimming cricket volleyball badminton pingpong sports
liverpool arsenal chelsea barcelona realmadrid manchester juventus lakers yankees jordan kobe messi ronaldo
dragon monkey tiger lion eagle panda horse rabbit snake dolphin turtle shadow phoenix wolf bear cat dog puppy
superman batman spiderman pokemon pikachu starwars matrix ninja samurai warrior hunter killer ranger wizard merlin
michael jennifer jessica ashley daniel thomas robert charlie andrew matthew joshua george william david james john peter
mary maria anna alice lucy tom jack jerry harry tony kevin linda susan nicole michelle amanda alexander
cheese chocolate cookie banana orange coffee pepper ginger summertime purple silver golden diamond crystal
computer1 trustno1 freedom liberty peace power money dollar rich winner number one thunder mustang ferrari porsche
mercedes corvette harley starbucks music guitar piano london paris newyork america china japan
qwerty qwertyuiop qwert qwer azerty qazwsx qazwsxedc qaz wsx 1qaz 2wsx 1qaz2wsx zaq12wsx 1q2w3e 1q2w3e4r 1q2w3e4r5t
q1w2e3 q1w2e3r4 qweasd qweasdzxc asd asdf asdfg asdfgh asdfghjkl zxc zxcv zxcvbn zxcvbnm qwe poiuyt lkjhgf mnbvcxz
abc abcd abcde abcdef abcdefg aabbcc aaa xxx zzz abc123 a1b2c3 a1b2c3d4 123abc 123qwe qwe123 asd123 1a2b3c
woaini woaiwo wobuaini aini ainiyiwannian nishizhu woaiwojia wodemima mima mimaok woshishui woshini nihao nihaoma
wodeai woxiangni xiangni laopo laogong baobei baobao qinaide tiancai shabi wangba zhuzhu mimi meimei gege jiejie didi
zhongguo zhonghua beijing shanghai tianjin guangzhou shenzhen chongqing nanjing wuhan haidian chaoyang changping
fengtai tongzhou xicheng dongcheng shunyi daxing fangshan huairou miyun yanqing pinggu mentougou shijingshan
xuexiao jiaowei jiaoyu jiaoyuju jiaowu jiaoshi laoshi xuesheng xueji xueyuan daxue zhongxue zhongzhi gaozhi benke
banzhuren banji xiaozhang zhaosheng kaoshi jiaowuchu xinxi guanli guanliyuan yonghu denglu ceshi xitong bangong
gongsi dianhua shouji diannao wangluo huanying zhangsan lisi wangwu zhaoliu wangwei wangfang liwei lina zhangwei
zhangmin liuyang xiaoming facai gongxi gongxifacai jixiang pingan kuaile xingfu yongyuan xinnian shengri
520 521 1314 5201314 1314520 7758521 7758258 woaini1314 woaini520 aini1314 888 666 168 518 147258369 110 119 114
";
