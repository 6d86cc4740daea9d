# What every plugin of the tests starts with. The rest is a few lines in the test itself.
use strict;
use warnings;
use MIME::Base64;

$| = 1;
our ($state) = ($ARGV[0] // '') =~ /^--age-plugin=(.+)$/ or die "not started as a plugin\n";
our $file_key;     # what the client wants wrapped
our @said;         # the commands of the client, each a line without its body
our @stanzas;      # of the header, as [words, body]

# The next stanza of the client: its words, and its body.
sub hear {
    my $line = <STDIN> // exit 0;
    chomp $line;
    $line =~ s/^-> // or die "not a stanza: $line\n";
    my $body = '';
    while (1) {
        my $part = <STDIN> // die "no body\n";
        chomp $part;
        $body .= $part;
        last if length $part < 64;
    }
    $body .= '=' x (-length($body) % 4);
    return ($line, decode_base64($body));
}

# The first phase, up to "done".
sub listen_to_client {
    while (1) {
        my ($line, $body) = hear();
        push @said, $line;
        $file_key = $body if $line eq 'wrap-file-key';
        push @stanzas, [$1, $body] if $line =~ /^recipient-stanza 0 (.+)$/;
        last if $line eq 'done';
    }
}

sub without_padding { my $text = encode_base64($_[0], ''); $text =~ tr/=//d; return $text; }

# Sends a stanza and does not wait.
sub send_only {
    my ($line, $body) = @_;
    my $text = without_padding($body // '');
    my $lines = '';
    $lines .= substr($text, 0, 64, '') . "\n" while length $text >= 64;
    print "-> $line\n$lines$text\n";
}

# Sends a stanza and gives the client's answer: its words, then its body.
sub ask { send_only(@_); return hear(); }

# The toy way to wrap a key. There is no secret in it at all.
sub toy { return $_[0] ^ ("\x42" x 16); }

