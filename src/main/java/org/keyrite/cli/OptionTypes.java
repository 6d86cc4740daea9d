package org.keyrite.cli;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/**
 * What a value on the command line can be, in the image: text, a whole number, a path, yes or no.
 * picocli's own table also has dates, currencies, network interfaces and databases, which would all
 * come with it.
 */
@TargetClass(value = CommandLine.class, innerClass = "Interpreter")
final class OptionTypes {
  @Alias private Map<Class<?>, ITypeConverter<?>> converterRegistry;

  @Substitute
  void registerBuiltInConverters() {
    ITypeConverter<String> text = value -> value;
    converterRegistry.put(String.class, text);
    converterRegistry.put(Path.class, Path::of);
    converterRegistry.put(Integer.class, (ITypeConverter<?>) (Object) new WholeNumber());
    converterRegistry.put(boolean.class, (ITypeConverter<?>) (Object) new YesOrNo());
  }

  @TargetClass(
      value = CommandLine.class,
      innerClass = {"BuiltIn", "IntegerConverter"})
  private static final class WholeNumber {
    @Alias
    WholeNumber() {}
  }

  @TargetClass(
      value = CommandLine.class,
      innerClass = {"BuiltIn", "BooleanConverter"})
  private static final class YesOrNo {
    @Alias
    YesOrNo() {}
  }
}
