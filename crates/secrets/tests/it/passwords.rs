//! What is wrong with a password.

use guantong_secrets::password::{LONGEST, Profile, SHORTEST, Weakness, weaknesses};

const CONTEXT: [&str; 6] = ["li.ming", "李明", "北京市昌平职业学校", "guantong", "贯通", "li.ming"];

fn of(password: &str, profile: Profile) -> Vec<Weakness> {
    weaknesses(password, profile, &CONTEXT)
}

fn is_common(password: &str) -> bool {
    of(password, Profile::Asvs).contains(&Weakness::Common)
}

#[test]
fn item_2_eight_characters_to_a_hundred_and_twenty_eight() {
    let text = |length: usize| "Kv7 heron 雨 moss_".chars().cycle().take(length).collect::<String>();
    let table =
        [(0, false), (4, false), (7, false), (8, true), (15, true), (64, true), (128, true), (129, false)];
    for (length, good) in table {
        let found = of(&text(length), Profile::Asvs);
        let expected = match length {
            _ if good => vec![],
            0..SHORTEST => vec![Weakness::Short { length }],
            _ => vec![Weakness::Long { length }],
        };
        assert_eq!(found, expected, "{length}");
    }
    assert_eq!(LONGEST, 128);
    // Characters are counted, not bytes.
    assert_eq!(of("竹影扫阶尘不动", Profile::Asvs), [Weakness::Short { length: 7 }]);
    assert_eq!(of("月穿潭底水无痕。", Profile::Asvs), []);
}

#[test]
fn item_2_blanks_and_any_letter_may_stand_but_nothing_unseen() {
    assert_eq!(of("moss Ünder 9 🦉 bridges", Profile::Mlps3), []);
    for password in ["heron\nmoss9X", "heron\tmoss9X", "heron\0moss9X", "heron\u{85}moss9X"] {
        assert_eq!(of(password, Profile::Mlps3), [Weakness::Control], "{password:?}");
    }
}

#[test]
fn item_3_common_words_are_refused_however_dressed() {
    let table = "password Password1 P@ssw0rd P@$$w0rd123 ｐａｓｓｗｏｒｄ passwordpassword password_password pa55word! \
        123password 2024password! admin123 Admin@123 @dmin1234 admin123admin123 adm1n1strat0r root@2024 \
        letmein! iloveyou 1loveyou woaini520 woaini1314520 Woaini1314! wodemima mima1234 5201314mima beijing2024 \
        Beijing@2023 xuexiao123 jiaowei01 laoshi888 zhongguo1 football1 f00tball Basketball23 liverpool! dragon12 \
        zhangsan19900101 zhangwei19881212 admin12345678 admin123456789 admin88888888 qq123456789 abc123456 abc123!@# \
        1qaz2wsx 1qaz@WSX 1qaz2wsx3edc zaq12wsx qwertyui Qwerty123 qwerty123! qwer1234 1234qwer asdfghjkl zxcvbnm1 \
        qazwsxedc 1q2w3e4r 1q2w3e4r5t q1w2e3r4 qweasdzxc !@#$%^&* !QAZ2wsx poiuytrewq lkjhgfdsa abcdefgh hgfedcba \
        abcd1234 Abcd1234! 1234abcd aaaa1111 abc12345 a1b2c3d4 asd123asd123 trustno1 mnbvcxz1";
    let passed: Vec<&str> = table.split_whitespace().filter(|password| !is_common(password)).collect();
    assert_eq!(passed, [""; 0]);
}

#[test]
fn item_3_digits_and_repetitions_are_refused() {
    let table = [
        "12345678",
        "87654321",
        "78901234",
        "13800138000",
        "+86 138-0013-8000",
        "19900101",
        "1990-01-01",
        "2023/09/28",
        "110101199003070000",
        "８３０１９２７４",
        "aaaaaaaa",
        "abababab",
        "aaaaaaab",
        "!!!!!!!!",
        "啊啊啊啊啊啊啊啊",
        "x9$x9$x9$x9$",
        "kv7mkv7m",
        "1111111122222222",
    ];
    for password in table {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn item_3_uncommon_ones_pass() {
    let table = [
        "Kv7heron",
        "correct horse battery staple",
        "moss under bridges",
        "T7#pLq9vXw2m",
        "g5RkP0zN8bYc",
        "purple heron walks",
        "beijing heron umbrella",
        "my password is heronry",
        "admin#heron",
        "zhu ying sao jie chen",
        "竹影扫阶尘不动也",
        "trombone-42-lagoon",
        "3.1415 is a number",
        "umbrella2024",
    ];
    for password in table {
        assert_eq!(of(password, Profile::Asvs), [], "{password}");
    }
}

#[test]
fn item_3_words_around_the_person_are_refused_without_twelve_characters_beside() {
    let table = [
        ("Guantong#77x", Some("guantong")),
        ("GUANTONGheron", Some("guantong")),
        ("gu4nt0ng-heron", Some("guantong")),
        ("ｇｕａｎｔｏｎｇ－ｈｅｒｏｎ", Some("guantong")),
        ("xx贯通heron77", Some("贯通")),
        ("李明heron77x", Some("李明")),
        ("Li.Ming-heron7", Some("li.ming")),
        ("liming-heron7", Some("li.ming")),
        ("北京市昌平职业学校heron7", Some("北京市昌平职业学校")),
        ("guantong-heron-7-mo", Some("guantong")),
        // Twelve beside it, and the word itself does not count as such.
        ("guantong-heron-7-mos", None),
        ("guantong#guantong#guantong", Some("guantong")),
        ("heron-7-moss-guantong", None),
        // One Chinese character of a name is none of it.
        ("李heron77xmoss", None),
    ];
    for (password, word) in table {
        let expected: Vec<_> =
            word.iter().map(|word| Weakness::Context { word: (*word).to_owned() }).collect();
        assert_eq!(of(password, Profile::Asvs), expected, "{password}");
    }
    // Too short to be a word, and nothing at all.
    assert_eq!(weaknesses("heron-li-77x", Profile::Asvs, &["li", "", " ", "."]), []);
}

#[test]
fn item_4_both_profiles() {
    let table = [
        ("kv heron moss", 2, false),
        ("kvheronmoss", 1, false),
        ("kvheronmoss7", 2, false),
        ("KVHERONMOSS7", 2, false),
        ("Kvheronmoss7", 3, true),
        ("kv-heron-moss7", 3, true),
        ("Kv-heron-moss", 3, true),
        ("Kv-heron-moss7", 4, true),
        ("竹影扫阶尘不动也", 1, false),
        ("竹影扫阶尘Kv不动", 3, true),
    ];
    for (password, kinds, good) in table {
        let expected = if good { vec![] } else { vec![Weakness::Kinds] };
        assert_eq!(of(password, Profile::Mlps3), expected, "{password}: {kinds} kinds");
        assert_eq!(of(password, Profile::Asvs), [], "{password}");
    }
    assert_eq!((Profile::Mlps3.days_valid(), Profile::Mlps3.remembered()), (Some(90), 5));
    assert_eq!((Profile::Asvs.days_valid(), Profile::Asvs.remembered()), (None, 0));
    for profile in [Profile::Mlps3, Profile::Asvs] {
        assert_eq!(Profile::parse(profile.as_str()), Some(profile));
    }
    assert_eq!(
        (Profile::parse("mlps3"), Profile::parse("MLPS"), Profile::parse("")),
        (Some(Profile::Mlps3), None, None)
    );
}

#[test]
fn item_4_everything_that_is_wrong_is_said_at_once() {
    assert_eq!(of("123", Profile::Mlps3), [Weakness::Short { length: 3 }, Weakness::Kinds, Weakness::Common]);
    assert_eq!(of("", Profile::Asvs), [Weakness::Short { length: 0 }]);
}

#[test]
fn item_3_the_longest_texts_are_judged_like_others() {
    // All cuts and all runs are tried on these, which must not take long.
    let runs = "1".repeat(64) + "x" + &"9".repeat(63);
    let signs = "!?".repeat(32) + "x" + &"#,".repeat(31);
    for (password, common) in
        [(runs, true), (signs, false), ("a".repeat(LONGEST), true), ("qwertyuiop".repeat(12), true)]
    {
        assert_eq!(is_common(&password), common, "{password}");
    }
}
